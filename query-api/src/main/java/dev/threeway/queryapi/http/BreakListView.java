package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.OpenBreakList;
import java.util.List;

/** A list of breaks that says which partitions it covers. */
record BreakListView(List<BreakView> items, PartitionsView partitions, boolean complete) {
  static BreakListView of(OpenBreakList list, PersonalData personal) {
    return new BreakListView(
        list.items().stream()
            .map(item -> BreakView.of(item.txnId(), item.value(), personal))
            .toList(),
        PartitionsView.of(list.coverage()),
        list.coverage().isComplete());
  }
}
