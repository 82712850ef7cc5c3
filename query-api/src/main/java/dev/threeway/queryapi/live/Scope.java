package dev.threeway.queryapi.live;

import java.util.Set;

/**
 * Which stores an instance reads for an answer.
 *
 * @param partitions those that are wanted; null for every one
 * @param copies whether a copy will do where the partition is not owned
 * @param items how many items of a list will do, above 0
 */
public record Scope(Set<Integer> partitions, boolean copies, int items) {
  /** As many items as a list may have. */
  public static final int ALL_ITEMS = Integer.MAX_VALUE;

  /** Every partition that the instance owns. */
  public static final Scope OWN = new Scope(null, false, ALL_ITEMS);

  /**
   * Reads these.
   *
   * @throws IllegalArgumentException if no item would do
   */
  public Scope {
    partitions = partitions == null ? null : Set.copyOf(partitions);
    if (items < 1) {
      throw new IllegalArgumentException("items must be above 0, but is " + items);
    }
  }

  boolean wants(int partition) {
    return partitions == null || partitions.contains(partition);
  }
}
