package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.BreakAges;
import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.queryapi.live.Shared;
import dev.threeway.queryapi.live.Statistics;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.CurrencyTotals;
import dev.threeway.topology.join.MinuteTotals;
import dev.threeway.topology.join.OpenBreakTotals;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counters of one instance's partitions as it tells them a peer: as the stores hold them, so
 * that they still add up.
 */
record StatisticsShare(
    SortedMap<String, byte[]> currencies,
    Map<Source, byte[]> sources,
    byte[] open,
    BreakAges ages,
    byte[] lastMinute,
    byte[] lastMinutes,
    PartitionsView partitions) {
  /** The media type of a share, which is not what callers are given. */
  static final String TYPE = "application/vnd.threeway.share+json";

  static StatisticsShare of(Statistics statistics) {
    SortedMap<String, byte[]> currencies = new TreeMap<>();
    statistics.currencies().forEach((code, totals) -> currencies.put(code, totals.encode()));
    Map<Source, byte[]> sources = new EnumMap<>(Source.class);
    statistics.sources().forEach((source, totals) -> sources.put(source, totals.encode()));
    return new StatisticsShare(
        currencies,
        sources,
        statistics.open().encode(),
        statistics.ages(),
        statistics.lastMinute().encode(),
        statistics.lastMinutes().encode(),
        PartitionsView.of(statistics.coverage()));
  }

  Statistics statistics() {
    SortedMap<String, CurrencyTotals> byCurrency = new TreeMap<>();
    currencies.forEach((code, bytes) -> byCurrency.put(code, CurrencyTotals.decode(bytes)));
    Map<Source, ControlTotals> bySource = new EnumMap<>(Source.class);
    sources.forEach((source, bytes) -> bySource.put(source, ControlTotals.decode(bytes)));
    return new Statistics(
        byCurrency,
        bySource,
        OpenBreakTotals.decode(open),
        ages,
        MinuteTotals.decode(lastMinute),
        MinuteTotals.decode(lastMinutes),
        partitions.coverage());
  }

  /** The question that the shares answer. */
  record Asked(LiveReads reads, InstantSource clock) implements Shared<Statistics> {
    @Override
    public Statistics local(Scope scope) {
      return reads.statistics(scope, clock.millis());
    }

    @Override
    public Statistics read(byte[] json) throws IOException {
      return Json.read(json, StatisticsShare.class).statistics();
    }

    @Override
    public Statistics merge(List<Statistics> shares, Coverage coverage) {
      return Statistics.merged(shares, coverage);
    }
  }
}
