package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The life of one match group, from its first leg to its purge or to the end of the history, told
 * from the accepted reports of its transaction.
 */
final class Story {
  /** Something has happened to the group: this is all that is known about it from then on. */
  private record Moment(long at, Reports reports, boolean deadlinePassed, List<Finding> findings) {}

  private final OracleRules rules;
  private final String txnId;
  private final List<Arrival> arrivals;
  private final List<Moment> moments = new ArrayList<>();

  /**
   * @param arrivals the accepted reports, none of which comes after the purge
   */
  Story(List<Arrival> arrivals, PartitionTime time, OracleRules rules) {
    this.rules = rules;
    this.txnId = arrivals.get(0).txnId();
    this.arrivals = arrivals;
    boolean passed = false;
    for (int i = 0; i < arrivals.size(); i++) {
      long at = arrivals.get(i).at();
      Reports reports = Reports.of(arrivals.subList(0, i + 1));
      moments.add(moment(at, reports, passed));
      long next = i + 1 < arrivals.size() ? arrivals.get(i + 1).at() : Long.MAX_VALUE;
      OptionalLong sweep = time.firstSweepPast(deadline(reports), at);
      if (!passed && sweep.isPresent() && sweep.getAsLong() <= next) {
        passed = true;
        moments.add(moment(sweep.getAsLong(), reports, passed));
      }
    }
  }

  private Moment moment(long at, Reports reports, boolean passed) {
    return new Moment(at, reports, passed, Findings.of(reports, passed, rules));
  }

  private long deadline(Reports reports) {
    return reports.firstEventTime() + rules.patience();
  }

  /** The sweep that deletes a group with these reports, if one does. */
  static OptionalLong purge(List<Arrival> arrivals, PartitionTime time, OracleRules rules) {
    return time.firstSweepStreamPast(
        Reports.of(arrivals).firstEventTime() + rules.memory(),
        arrivals.get(arrivals.size() - 1).at());
  }

  void publishTo(Outcome outcome) {
    Set<String> kinds = new LinkedHashSet<>();
    moments.forEach(moment -> moment.findings().forEach(found -> kinds.add(found.kind())));
    kinds.forEach(kind -> publishBreak(kind, outcome));
    publishResults(outcome);
  }

  private void publishBreak(String kind, Outcome outcome) {
    int version = 0;
    long detectedAt = 0;
    Finding open = null;
    for (Moment moment : moments) {
      Finding found = find(moment, kind);
      if (found == null && open == null) {
        continue;
      }
      if (found != null && open != null && !found.isNewsAfter(open)) {
        continue;
      }
      if (open == null) {
        detectedAt = moment.at();
      }
      Finding shown = found == null ? open : found;
      outcome.breakVersion(
          Version.of(
              txnId,
              shown,
              ++version,
              moment.reports().firstEventTime(),
              deadline(moment.reports()),
              detectedAt,
              found == null ? moment.at() : null,
              evidence(moment.reports(), shown)));
      open = found;
    }
  }

  private static List<String> evidence(Reports reports, Finding finding) {
    List<String> evidence = new ArrayList<>(reports.legAddresses().values());
    if (finding.type() == BreakType.DUPLICATE) {
      evidence.addAll(reports.conflictAddresses().values());
    }
    return evidence;
  }

  private static Finding find(Moment moment, String kind) {
    return moment.findings().stream()
        .filter(finding -> finding.kind().equals(kind))
        .findFirst()
        .orElse(null);
  }

  private void publishResults(Outcome outcome) {
    int version = 0;
    String last = null;
    for (Moment moment : moments) {
      String told = told(moment);
      boolean first = last == null && status(moment) != GroupStatus.PENDING;
      if (first || (last != null && !told.equals(last))) {
        last = told;
        outcome.result(txnId, "v%d %s %s".formatted(++version, told, times(moment)));
      }
    }
  }

  /** A result is published whenever this changes. */
  private static String told(Moment moment) {
    TransactionEvent onFile = moment.reports().onFile();
    return "%s %s %s %s %d open"
        .formatted(
            status(moment),
            moment.reports().legs().keySet(),
            onFile.getAmount().stripTrailingZeros().toPlainString(),
            onFile.getCurrency(),
            moment.findings().size());
  }

  private String times(Moment moment) {
    Reports reports = moment.reports();
    List<Instant> events =
        reports.legs().values().stream().map(TransactionEvent::getEventTime).sorted().toList();
    return "events %s..%s deadline %s decided %s"
        .formatted(
            events.get(0),
            events.get(events.size() - 1),
            Instant.ofEpochMilli(deadline(reports)),
            Instant.ofEpochMilli(moment.at()));
  }

  private static GroupStatus status(Moment moment) {
    Reports reports = moment.reports();
    if (!moment.findings().isEmpty()) {
      return GroupStatus.MISMATCHED;
    }
    if (!reports.isComplete() || Findings.isPendingAgainstFinal(reports)) {
      return GroupStatus.PENDING;
    }
    return reports.largestAmount().compareTo(reports.smallestAmount()) == 0
        ? GroupStatus.MATCHED
        : GroupStatus.MATCHED_WITHIN_TOLERANCE;
  }

  /** What became of each report, and where the legs on file are in the end. */
  void countIn(Outcome outcome, boolean purged) {
    Moment last = moments.get(moments.size() - 1);
    for (int i = 0; i < arrivals.size(); i++) {
      outcome.count(arrivals.get(i).topic(), last.reports().outcomes().get(i), 1);
    }
    String place = purged ? "PURGED_GROUP" : place(status(last));
    for (Source source : last.reports().legs().keySet()) {
      outcome.count(source, place, 1);
    }
  }

  private static String place(GroupStatus status) {
    return switch (status) {
      case PENDING -> "PENDING_GROUP";
      case MISMATCHED -> "MISMATCHED_GROUP";
      default -> "MATCHED_GROUP";
    };
  }

  /** What has to be in the stores in the end, if the group has not been purged. */
  void storeIn(Outcome outcome) {
    Moment last = moments.get(moments.size() - 1);
    outcome.stored("match-groups", txnId);
    outcome.stored(
        "deadlines", "0 " + Instant.ofEpochMilli(deadline(last.reports())) + " " + txnId);
    for (Finding finding : last.findings()) {
      Instant detectedAt = Instant.ofEpochMilli(detectedAt(finding.kind()));
      outcome.stored("open-breaks", detectedAt + " " + Version.id(txnId, finding));
    }
  }

  /** Since when a break that is open in the end has been open. */
  private long detectedAt(String kind) {
    long detectedAt = moments.get(moments.size() - 1).at();
    for (int i = moments.size() - 1; i >= 0 && find(moments.get(i), kind) != null; i--) {
      detectedAt = moments.get(i).at();
    }
    return detectedAt;
  }
}
