package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.OpenBreakList;
import dev.threeway.queryapi.live.Part;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A list of breaks that says which partitions it covers.
 *
 * @param stale true if a partition was read from a copy; else null
 */
record BreakListView(
    List<BreakView> items, PartitionsView partitions, boolean complete, Boolean stale)
    implements Part {
  private static final Comparator<BreakView> NEWEST_FIRST =
      Comparator.comparing(BreakView::detectedAt).reversed().thenComparing(BreakView::mismatchId);

  BreakListView {
    items = List.copyOf(items);
    Objects.requireNonNull(partitions);
  }

  static BreakListView of(OpenBreakList list, PersonalData personal) {
    return of(
        list.items().stream()
            .map(item -> BreakView.of(item.txnId(), item.value(), personal))
            .toList(),
        list.coverage());
  }

  static BreakListView merged(List<BreakListView> shares, Coverage coverage, int limit) {
    return of(
        shares.stream()
            .flatMap(share -> share.items().stream())
            .sorted(NEWEST_FIRST)
            .limit(limit)
            .toList(),
        coverage);
  }

  private static BreakListView of(List<BreakView> items, Coverage coverage) {
    return new BreakListView(
        items,
        PartitionsView.of(coverage),
        coverage.isComplete(),
        coverage.isStale() ? true : null);
  }

  @Override
  public Coverage coverage() {
    return partitions.coverage();
  }
}
