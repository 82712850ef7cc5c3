package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.OpenBreakList;
import java.util.List;

/** A list of breaks that says which partitions it covers. */
record BreakListView(List<BreakView> items, PartitionsView partitions, boolean complete) {

  /**
   * What the list covers.
   *
   * @param missing the partitions that are not in the list
   */
  record PartitionsView(int total, int answered, List<Integer> missing) {}

  static BreakListView of(OpenBreakList list, PersonalData personal) {
    Coverage coverage = list.coverage();
    return new BreakListView(
        list.items().stream()
            .map(item -> BreakView.of(item.txnId(), item.value(), personal))
            .toList(),
        new PartitionsView(coverage.total(), coverage.answered(), coverage.missing()),
        coverage.isComplete());
  }
}
