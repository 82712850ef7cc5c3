package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.ControlTotalsList;
import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.Part;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Control totals that say which partitions they cover.
 *
 * @param unexplainedResidual the sum over the items
 * @param stale true if a partition was read from a copy; else null
 */
record ControlTotalsListView(
    List<ControlTotalsView> items,
    long unexplainedResidual,
    PartitionsView partitions,
    boolean complete,
    Boolean stale)
    implements Part {
  private static final Comparator<ControlTotalsView> BY_PARTITION_AND_SOURCE =
      Comparator.comparingInt(ControlTotalsView::partition)
          .thenComparing(ControlTotalsView::source);

  ControlTotalsListView {
    items = List.copyOf(items);
    Objects.requireNonNull(partitions);
  }

  static ControlTotalsListView of(ControlTotalsList list) {
    return of(list.items().stream().map(ControlTotalsView::of).toList(), list.coverage());
  }

  static ControlTotalsListView merged(List<ControlTotalsListView> shares, Coverage coverage) {
    return of(
        shares.stream()
            .flatMap(share -> share.items().stream())
            .sorted(BY_PARTITION_AND_SOURCE)
            .toList(),
        coverage);
  }

  private static ControlTotalsListView of(List<ControlTotalsView> items, Coverage coverage) {
    return new ControlTotalsListView(
        items,
        items.stream().mapToLong(ControlTotalsView::unexplainedResidual).sum(),
        PartitionsView.of(coverage),
        coverage.isComplete(),
        coverage.isStale() ? true : null);
  }

  @Override
  public Coverage coverage() {
    return partitions.coverage();
  }
}
