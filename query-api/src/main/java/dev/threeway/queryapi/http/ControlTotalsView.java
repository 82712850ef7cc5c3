package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.PartitionTotals;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.ControlTotals.Place;
import dev.threeway.topology.rules.LegOutcome;
import dev.threeway.topology.rules.RejectionReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The control totals of one source on one partition.
 *
 * @param rejected only the reasons for which a record was rejected
 */
record ControlTotalsView(
    Source source,
    int partition,
    long consumed,
    long firstReports,
    long revisions,
    long duplicates,
    long staleRevisions,
    long conflicts,
    Map<RejectionReason, Long> rejected,
    LegsView legs,
    long unexplainedResidual) {

  ControlTotalsView {
    Objects.requireNonNull(source);
    Objects.requireNonNull(rejected);
    Objects.requireNonNull(legs);
  }

  /** Where the legs on file are. */
  record LegsView(long pending, long matched, long mismatched, long purged) {
    static LegsView of(ControlTotals totals) {
      return new LegsView(
          totals.count(Place.PENDING_GROUP),
          totals.count(Place.MATCHED_GROUP),
          totals.count(Place.MISMATCHED_GROUP),
          totals.count(Place.PURGED_GROUP));
    }
  }

  static ControlTotalsView of(PartitionTotals item) {
    ControlTotals totals = item.totals();
    return new ControlTotalsView(
        item.source(),
        item.partition(),
        totals.consumed(),
        totals.counted(LegOutcome.FIRST_REPORT),
        totals.counted(LegOutcome.REVISION),
        totals.counted(LegOutcome.DUPLICATE),
        totals.counted(LegOutcome.STALE_REVISION),
        totals.counted(LegOutcome.CONFLICT),
        rejected(totals),
        LegsView.of(totals),
        totals.unexplainedResidual());
  }

  private static Map<RejectionReason, Long> rejected(ControlTotals totals) {
    Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    for (RejectionReason reason : RejectionReason.values()) {
      if (totals.counted(reason) > 0) {
        rejected.put(reason, totals.counted(reason));
      }
    }
    return rejected;
  }
}
