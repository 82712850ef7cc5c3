package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.BreakAges;
import dev.threeway.queryapi.live.Statistics;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.OpenBreakTotals;
import dev.threeway.topology.rules.Money;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The open breaks in numbers.
 *
 * @param bySource those in which a source deviates or is missing; a break may count for two
 * @param oldestDetectedAt null if none is open
 * @param stale true if a partition was read from a copy; else null
 */
record MismatchStatsView(
    long open,
    Map<BreakType, Long> byType,
    Map<Severity, Long> bySeverity,
    Map<Source, Long> bySource,
    AgesView byAge,
    List<AtRiskView> atRisk,
    String oldestDetectedAt,
    String asOf,
    PartitionsView partitions,
    boolean complete,
    Boolean stale) {
  private static final String UNKNOWN = "UNKNOWN";

  /** By the time since detection, in whole minutes. */
  record AgesView(
      long underOneDay, long oneToThreeDays, long threeToSevenDays, long overSevenDays) {
    static AgesView of(BreakAges ages) {
      return new AgesView(
          ages.underOneDay(), ages.oneToThreeDays(), ages.threeToSevenDays(), ages.overSevenDays());
    }
  }

  /** The open breaks whose amount at risk is in one currency. */
  record AtRiskView(String currency, long open, String amount) {}

  /**
   * @param asOf wall-clock ms at which the counters were read
   */
  static MismatchStatsView of(Statistics statistics, long asOf) {
    OpenBreakTotals open = statistics.open();
    Map<BreakType, Long> byType = counts(BreakType.class, BreakType.values(), open::open);
    BreakAges ages = statistics.ages();
    return new MismatchStatsView(
        byType.values().stream().mapToLong(Long::longValue).sum(),
        byType,
        counts(Severity.class, Severity.values(), open::open),
        counts(Source.class, Source.values(), open::open),
        AgesView.of(ages),
        atRisk(statistics),
        ages.oldest() == null ? null : Json.time(ages.oldest()),
        Json.time(asOf),
        PartitionsView.of(statistics.coverage()),
        statistics.coverage().isComplete(),
        statistics.coverage().isStale() ? true : null);
  }

  private static List<AtRiskView> atRisk(Statistics statistics) {
    List<AtRiskView> atRisk = new ArrayList<>();
    statistics
        .currencies()
        .forEach(
            (code, totals) -> {
              if (totals.openBreaks() != 0) {
                atRisk.add(
                    new AtRiskView(code, totals.openBreaks(), Money.format(totals.atRisk(), code)));
              }
            });
    return atRisk;
  }

  private static <E extends Enum<E>> Map<E, Long> counts(
      Class<E> type, E[] all, ToLongFunction<E> count) {
    Map<E, Long> counts = new EnumMap<>(type);
    for (E each : all) {
      if (!each.name().equals(UNKNOWN)) {
        counts.put(each, count.applyAsLong(each));
      }
    }
    return counts;
  }
}
