package dev.threeway.queryapi.live;

import java.util.List;

/** A store cannot be read at the moment; the same question may be answered a little later. */
public final class NotReadableException extends RuntimeException {
  private final transient List<Integer> partitions;
  private final transient List<Coverage.Restoring> restoring;

  /**
   * Says why.
   *
   * @param reason one sentence for the caller, without names of classes
   * @param partitions the partitions that cannot be read; empty if it is not known which
   */
  public NotReadableException(String reason, List<Integer> partitions) {
    this(reason, partitions, List.of());
  }

  /**
   * Says why, and how far what is missing has come.
   *
   * @param restoring of the partitions those that are being restored
   */
  public NotReadableException(
      String reason, List<Integer> partitions, List<Coverage.Restoring> restoring) {
    super(reason);
    this.partitions = List.copyOf(partitions);
    this.restoring = List.copyOf(restoring);
  }

  /** The partitions that cannot be read; empty if it is not known which. */
  public List<Integer> partitions() {
    return partitions == null ? List.of() : partitions;
  }

  /** Those of the partitions that are being restored. */
  public List<Coverage.Restoring> restoring() {
    return restoring == null ? List.of() : restoring;
  }
}
