package dev.threeway.queryapi.live;

import java.util.Set;

/**
 * Which stores an instance reads for an answer.
 *
 * @param partitions those that are wanted; null for every one
 * @param copies whether a copy will do where the partition is not owned
 */
public record Scope(Set<Integer> partitions, boolean copies) {
  /** Every partition that the instance owns. */
  public static final Scope OWN = new Scope(null, false);

  public Scope {
    partitions = partitions == null ? null : Set.copyOf(partitions);
  }

  boolean wants(int partition) {
    return partitions == null || partitions.contains(partition);
  }
}
