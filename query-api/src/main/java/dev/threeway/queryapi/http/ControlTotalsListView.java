package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.ControlTotalsList;
import java.util.List;

/**
 * Control totals that say which partitions they cover.
 *
 * @param unexplainedResidual the sum over the items
 */
record ControlTotalsListView(
    List<ControlTotalsView> items,
    long unexplainedResidual,
    PartitionsView partitions,
    boolean complete) {
  static ControlTotalsListView of(ControlTotalsList list) {
    return new ControlTotalsListView(
        list.items().stream().map(ControlTotalsView::of).toList(),
        list.unexplainedResidual(),
        PartitionsView.of(list.coverage()),
        list.coverage().isComplete());
  }
}
