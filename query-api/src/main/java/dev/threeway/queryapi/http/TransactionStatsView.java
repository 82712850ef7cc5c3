package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Statistics;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.CurrencyTotals;
import dev.threeway.topology.join.MinuteTotals;
import dev.threeway.topology.rules.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many transactions are on file, how much they are worth, and how many match.
 *
 * @param matchRate of the decided ones, those that match; null while none is decided
 * @param stale true if a partition was read from a copy; else null
 */
record TransactionStatsView(
    long transactions,
    CountsView byStatus,
    BigDecimal matchRate,
    List<SourceView> bySource,
    List<CurrencyView> byCurrency,
    ThroughputView throughput,
    String asOf,
    PartitionsView partitions,
    boolean complete,
    Boolean stale) {
  private static final List<GroupStatus> STATUSES =
      List.of(
          GroupStatus.PENDING,
          GroupStatus.MATCHED,
          GroupStatus.MATCHED_WITHIN_TOLERANCE,
          GroupStatus.MISMATCHED);
  private static final int RATE_DECIMALS = 6;
  private static final int SECONDS = 60;

  /** Transactions by status. */
  record CountsView(long pending, long matched, long matchedWithinTolerance, long mismatched) {
    static CountsView of(Iterable<CurrencyTotals> currencies) {
      long[] counts = new long[STATUSES.size()];
      for (CurrencyTotals totals : currencies) {
        for (int i = 0; i < counts.length; i++) {
          counts[i] += totals.groups(STATUSES.get(i));
        }
      }
      return new CountsView(counts[0], counts[1], counts[2], counts[3]);
    }

    long sum() {
      return pending + matched + matchedWithinTolerance + mismatched;
    }

    BigDecimal rate() {
      return ratio(
          BigDecimal.valueOf(matched + matchedWithinTolerance), BigDecimal.valueOf(mismatched));
    }
  }

  /** What became of one source's records. */
  record SourceView(
      Source source,
      long consumed,
      long firstReports,
      long rejected,
      ControlTotalsView.LegsView legs) {}

  /** Amounts by status, in one currency. */
  record ValueView(
      String pending, String matched, String matchedWithinTolerance, String mismatched) {
    static ValueView of(String currency, CurrencyTotals totals) {
      List<String> values =
          STATUSES.stream().map(status -> Money.format(totals.value(status), currency)).toList();
      return new ValueView(values.get(0), values.get(1), values.get(2), values.get(3));
    }
  }

  /** The transactions of one currency. */
  record CurrencyView(
      String currency, CountsView byStatus, ValueView value, BigDecimal matchRateByValue) {
    static CurrencyView of(String currency, CurrencyTotals totals) {
      return new CurrencyView(
          currency,
          CountsView.of(List.of(totals)),
          ValueView.of(currency, totals),
          ratio(
              totals
                  .value(GroupStatus.MATCHED)
                  .add(totals.value(GroupStatus.MATCHED_WITHIN_TOLERANCE)),
              totals.value(GroupStatus.MISMATCHED)));
    }
  }

  /** Records that were read, in the last minute that is over, and for each second. */
  record ThroughputView(
      long recordsLastMinute, BigDecimal perSecondLastMinute, BigDecimal perSecondLastFiveMinutes) {
    static ThroughputView of(Statistics statistics) {
      long last = records(statistics.lastMinute());
      long recent = records(statistics.lastMinutes());
      return new ThroughputView(
          last, perSecond(last, 1), perSecond(recent, Statistics.RECENT_MINUTES));
    }

    private static long records(MinuteTotals totals) {
      long sum = 0;
      for (Source source : Source.values()) {
        sum += totals.legs(source);
      }
      return sum;
    }

    private static BigDecimal perSecond(long records, int minutes) {
      return BigDecimal.valueOf(records)
          .divide(BigDecimal.valueOf((long) minutes * SECONDS), 1, RoundingMode.HALF_UP);
    }
  }

  /**
   * @param asOf wall-clock ms at which the counters were read
   */
  static TransactionStatsView of(Statistics statistics, long asOf) {
    CountsView all = CountsView.of(statistics.currencies().values());
    List<CurrencyView> currencies = new ArrayList<>();
    statistics
        .currencies()
        .forEach((code, totals) -> currencies.add(CurrencyView.of(code, totals)));
    // A currency stays in the store when its last transaction is gone.
    currencies.removeIf(each -> each.byStatus().sum() == 0);
    return new TransactionStatsView(
        all.sum(),
        all,
        all.rate(),
        statistics.sources().entrySet().stream().map(TransactionStatsView::source).toList(),
        currencies,
        ThroughputView.of(statistics),
        Json.time(asOf),
        PartitionsView.of(statistics.coverage()),
        statistics.coverage().isComplete(),
        statistics.coverage().isStale() ? true : null);
  }

  private static SourceView source(Map.Entry<Source, dev.threeway.topology.join.ControlTotals> of) {
    return new SourceView(
        of.getKey(),
        of.getValue().consumed(),
        of.getValue().counted(dev.threeway.topology.rules.LegOutcome.FIRST_REPORT),
        of.getValue().rejected(),
        ControlTotalsView.LegsView.of(of.getValue()));
  }

  /** The share that matches, rounded down: 1 is said when nothing is mismatched, never before. */
  private static BigDecimal ratio(BigDecimal matched, BigDecimal mismatched) {
    BigDecimal decided = matched.add(mismatched);
    return decided.signum() == 0 ? null : matched.divide(decided, RATE_DECIMALS, RoundingMode.DOWN);
  }
}
