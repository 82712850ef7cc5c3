package dev.threeway.queryapi.live;

import java.util.List;

/**
 * The partitions that this instance has at the moment.
 *
 * @param active those that it owns and answers for, in ascending order
 * @param copies those of which it keeps a copy, and how far that lags
 * @param restoring those that it owns and cannot answer for yet
 */
public record Holdings(
    List<Integer> active, List<Coverage.Copied> copies, List<Coverage.Restoring> restoring) {
  public Holdings {
    active = List.copyOf(active);
    copies = List.copyOf(copies);
    restoring = List.copyOf(restoring);
  }
}
