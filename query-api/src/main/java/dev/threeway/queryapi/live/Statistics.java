package dev.threeway.queryapi.live;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.CurrencyTotals;
import dev.threeway.topology.join.MinuteTotals;
import dev.threeway.topology.join.OpenBreakTotals;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counters of some partitions, added up.
 *
 * @param currencies by ISO 4217 code
 * @param lastMinute the last minute of the wall clock that is over
 * @param lastMinutes the last {@link #RECENT_MINUTES} minutes that are over
 */
public record Statistics(
    SortedMap<String, CurrencyTotals> currencies,
    Map<Source, ControlTotals> sources,
    OpenBreakTotals open,
    BreakAges ages,
    MinuteTotals lastMinute,
    MinuteTotals lastMinutes,
    Coverage coverage)
    implements Part {
  /** How far back {@link #lastMinutes} reaches. */
  public static final int RECENT_MINUTES = 5;

  /** What several shares come to. */
  public static Statistics merged(List<Statistics> shares, Coverage coverage) {
    SortedMap<String, CurrencyTotals> currencies = new TreeMap<>();
    Map<Source, ControlTotals> sources = new EnumMap<>(Source.class);
    OpenBreakTotals open = new OpenBreakTotals();
    MinuteTotals lastMinute = new MinuteTotals();
    MinuteTotals lastMinutes = new MinuteTotals();
    BreakAges ages = BreakAges.NONE;
    for (Statistics share : shares) {
      share.currencies.forEach(
          (code, totals) ->
              currencies.computeIfAbsent(code, none -> new CurrencyTotals()).addAll(totals));
      share.sources.forEach(
          (source, totals) ->
              sources.computeIfAbsent(source, none -> new ControlTotals()).addAll(totals));
      open.addAll(share.open);
      lastMinute.addAll(share.lastMinute);
      lastMinutes.addAll(share.lastMinutes);
      ages = ages.plus(share.ages);
    }
    return new Statistics(currencies, sources, open, ages, lastMinute, lastMinutes, coverage);
  }
}
