package dev.threeway.queryapi.live;

import java.util.List;

/** A store cannot be read at the moment; the same question may be answered a little later. */
public final class NotReadableException extends RuntimeException {
  private final transient List<Integer> partitions;

  /**
   * Says why.
   *
   * @param reason one sentence for the caller, without names of classes
   * @param partitions the partitions that cannot be read; empty if it is not known which
   */
  public NotReadableException(String reason, List<Integer> partitions) {
    super(reason);
    this.partitions = List.copyOf(partitions);
  }

  /** The partitions that cannot be read; empty if it is not known which. */
  public List<Integer> partitions() {
    return partitions == null ? List.of() : partitions;
  }
}
