package dev.threeway.queryapi.live;

import java.util.List;

/**
 * Which partitions an answer covers.
 *
 * @param total how many partitions the store has
 * @param missing the partitions that are not in the answer, in ascending order
 */
public record Coverage(int total, List<Integer> missing) {
  public Coverage {
    missing = List.copyOf(missing);
  }

  /** How many partitions are in the answer. */
  public int answered() {
    return total - missing.size();
  }

  /** Whether no partition is missing. */
  public boolean isComplete() {
    return missing.isEmpty();
  }

  /**
   * Refuses an answer that a strict caller could not use.
   *
   * @throws NotReadableException if a partition is missing, naming all that are
   */
  public void requireComplete() {
    if (!isComplete()) {
      throw new NotReadableException(
          "Some partitions cannot be read, and the request is strict.", missing);
    }
  }
}
