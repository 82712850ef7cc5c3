package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.Part;
import java.util.List;
import java.util.Objects;

/**
 * A page of pending transactions that says which partitions it covers.
 *
 * @param nextCursor where the next page begins; null on the last
 * @param examined how many entries of the index were looked at
 * @param stale true if a partition was read from a copy; else null
 */
record PendingListView(
    List<PendingView> items,
    String nextCursor,
    int examined,
    PartitionsView partitions,
    boolean complete,
    Boolean stale)
    implements Part {
  PendingListView {
    items = List.copyOf(items);
    Objects.requireNonNull(partitions);
  }

  static PendingListView of(
      List<PendingView> items, String nextCursor, int examined, Coverage coverage) {
    return new PendingListView(
        items,
        nextCursor,
        examined,
        PartitionsView.of(coverage),
        coverage.isComplete(),
        coverage.isStale() ? true : null);
  }

  @Override
  public Coverage coverage() {
    return partitions.coverage();
  }

  @Override
  public int size() {
    return items.size();
  }
}
