package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Series;
import dev.threeway.queryapi.live.SeriesPoint;
import dev.threeway.queryapi.live.SeriesRange;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.DetectionLatency;
import dev.threeway.topology.join.MinuteTotals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * What happened over time, oldest first, a point for each step also where nothing happened.
 *
 * @param stale true if a partition was read from a copy; else null
 */
record SeriesView(
    String resolution,
    String from,
    String to,
    List<PointView> points,
    PartitionsView partitions,
    boolean complete,
    Boolean stale) {
  /**
   * One step.
   *
   * @param legs records read from each source's topic
   * @param matched transactions that came to match
   * @param breaksOpened breaks that were opened, by type; other types are absent
   * @param detectionLatency null if no break was opened
   */
  record PointView(
      String start,
      Map<Source, Long> legs,
      long matched,
      long mismatched,
      Map<BreakType, Long> breaksOpened,
      Map<BreakType, Long> breaksResolved,
      LatencyView detectionLatency) {
    static PointView of(long start, SeriesPoint point) {
      MinuteTotals totals = point.totals();
      Map<Source, Long> legs = new EnumMap<>(Source.class);
      for (Source source : List.of(Source.CORE, Source.GATEWAY, Source.MOBILE)) {
        legs.put(source, totals.legs(source));
      }
      return new PointView(
          Json.time(TimeUnit.MINUTES.toMillis(start)),
          legs,
          totals.reached(GroupStatus.MATCHED)
              + totals.reached(GroupStatus.MATCHED_WITHIN_TOLERANCE),
          totals.reached(GroupStatus.MISMATCHED),
          byType(totals::opened),
          byType(totals::resolved),
          point.latency().count() == 0 ? null : LatencyView.of(point.latency()));
    }
  }

  /** Within how many ms breaks were detected, to one percent. */
  record LatencyView(long count, long p50Ms, long p95Ms, long p99Ms) {
    static LatencyView of(DetectionLatency latency) {
      return new LatencyView(
          latency.count(), latency.millis(0.5), latency.millis(0.95), latency.millis(0.99));
    }
  }

  static SeriesView of(String resolution, SeriesRange range, Series series) {
    List<PointView> points = new ArrayList<>();
    for (long start = range.fromMinute(); start < range.toMinute(); start += range.step()) {
      points.add(PointView.of(start, series.points().getOrDefault(start, new SeriesPoint())));
    }
    return new SeriesView(
        resolution,
        Json.time(TimeUnit.MINUTES.toMillis(range.fromMinute())),
        Json.time(TimeUnit.MINUTES.toMillis(range.toMinute())),
        points,
        PartitionsView.of(series.coverage()),
        series.coverage().isComplete(),
        series.coverage().isStale() ? true : null);
  }

  private static Map<BreakType, Long> byType(ToLongFunction<BreakType> count) {
    Map<BreakType, Long> counts = new EnumMap<>(BreakType.class);
    for (BreakType type : BreakType.values()) {
      if (count.applyAsLong(type) > 0) {
        counts.put(type, count.applyAsLong(type));
      }
    }
    return counts;
  }
}
