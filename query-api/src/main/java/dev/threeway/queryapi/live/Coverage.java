package dev.threeway.queryapi.live;

import java.util.List;

/**
 * Which partitions an answer covers.
 *
 * @param total how many partitions the stores have
 * @param missing the partitions that are not in the answer, in ascending order
 * @param copied the partitions that were read from a copy, which may lag, in ascending order
 * @param restoring of the missing partitions those that are being restored, in ascending order
 */
public record Coverage(
    int total, List<Integer> missing, List<Copied> copied, List<Restoring> restoring) {
  /**
   * A partition that was read from a copy.
   *
   * @param lag how many changes of its stores the copy may not have yet; null if that is not known
   */
  public record Copied(int partition, Long lag) {}

  /**
   * A partition that is being restored.
   *
   * @param remaining how many changes are still to be read
   * @param percent how far it is, 0 to 100
   */
  public record Restoring(int partition, long remaining, int percent) {}

  public Coverage {
    missing = List.copyOf(missing);
    copied = List.copyOf(copied);
    restoring = List.copyOf(restoring);
  }

  /** An answer in which nothing is stale. */
  public Coverage(int total, List<Integer> missing) {
    this(total, missing, List.of(), List.of());
  }

  /** How many partitions are in the answer. */
  public int answered() {
    return total - missing.size();
  }

  /** Whether no partition is missing. */
  public boolean isComplete() {
    return missing.isEmpty();
  }

  /** Whether a partition was read from a copy. */
  public boolean isStale() {
    return !copied.isEmpty();
  }

  /**
   * Refuses an answer that a strict caller could not use.
   *
   * @throws NotReadableException if a partition is missing, naming all that are
   */
  public void requireComplete() {
    if (!isComplete()) {
      throw new NotReadableException(
          "Some partitions cannot be read, and the request is strict.", missing, restoring);
    }
  }

  /**
   * Refuses an answer that covers nothing.
   *
   * @throws NotReadableException if every partition is missing
   */
  public void requireAny() {
    if (answered() == 0) {
      throw new NotReadableException("No partition can be read at the moment.", missing, restoring);
    }
  }
}
