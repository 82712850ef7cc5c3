package dev.threeway.queryapi.http;

import dev.threeway.queryapi.history.ResultRow;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.Money;
import java.util.List;

/**
 * A transaction in a list, with the field names of the Avro record {@code ReconciliationResult}.
 *
 * @param sources those that have reported
 * @param missingSources those that have not
 * @param decidedAt absent where the live state is newer than the history: only the topic has it
 * @param ruleVersion absent likewise
 * @param listedAt the place in the list; never changes
 * @param current whether the live state was asked; null in an export, which is the history's alone
 */
record TransactionSummaryView(
    String txnId,
    int version,
    GroupStatus status,
    List<Source> sources,
    List<Source> missingSources,
    String amount,
    String currency,
    int openBreaks,
    String firstEventTime,
    String lastEventTime,
    String deadline,
    String decidedAt,
    String ruleVersion,
    String listedAt,
    Boolean current) {

  /** The columns of an export. */
  static final List<String> COLUMNS =
      List.of(
          "txn_id",
          "version",
          "status",
          "sources",
          "missing_sources",
          "amount",
          "currency",
          "open_breaks",
          "first_event_time",
          "last_event_time",
          "deadline",
          "decided_at",
          "rule_version",
          "listed_at");

  private static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);

  /** A row as the history has it. */
  static TransactionSummaryView stored(ResultRow row, Boolean current) {
    return new TransactionSummaryView(
        row.txnId(),
        row.version(),
        row.status(),
        row.sources(),
        missing(row.sources()),
        Money.format(Money.toUnits(row.amount()), row.currency()),
        row.currency(),
        row.openBreaks(),
        Json.time(row.firstEventTime().toEpochMilli()),
        Json.time(row.lastEventTime().toEpochMilli()),
        Json.time(row.deadline().toEpochMilli()),
        Json.time(row.decidedAt().toEpochMilli()),
        row.ruleVersion(),
        Json.time(row.listedAt().toEpochMilli()),
        current);
  }

  /** The live state of a row that the history has in an older version. */
  static TransactionSummaryView live(ResultRow row, MatchGroup live) {
    Leg shown = live.legs().get(0);
    List<Source> sources = live.legs().stream().map(Leg::source).toList();
    return new TransactionSummaryView(
        row.txnId(),
        live.resultVersion(),
        live.status(),
        sources,
        missing(sources),
        Money.format(shown.amount(), shown.currency()),
        shown.currency(),
        live.openBreaks(),
        Json.time(live.legs().stream().mapToLong(Leg::eventTime).min().orElseThrow()),
        Json.time(live.legs().stream().mapToLong(Leg::eventTime).max().orElseThrow()),
        Json.time(live.deadline()),
        null,
        null,
        Json.time(row.listedAt().toEpochMilli()),
        true);
  }

  private static List<Source> missing(List<Source> present) {
    return SOURCES.stream().filter(source -> !present.contains(source)).toList();
  }
}
