package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.queryapi.live.Series;
import dev.threeway.queryapi.live.SeriesPoint;
import dev.threeway.queryapi.live.SeriesRange;
import dev.threeway.queryapi.live.Shared;
import dev.threeway.topology.join.DetectionLatency;
import dev.threeway.topology.join.MinuteTotals;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The series of one instance's partitions as it tells it a peer: as the stores hold it, so that it
 * still adds up.
 *
 * @param points by the minute at which each begins
 */
record SeriesShare(SortedMap<Long, Point> points, PartitionsView partitions) {
  /** What happened in the minutes of one point. */
  record Point(byte[] totals, byte[] latency) {}

  static SeriesShare of(Series series) {
    SortedMap<Long, Point> points = new TreeMap<>();
    series
        .points()
        .forEach(
            (start, point) ->
                points.put(start, new Point(point.totals().encode(), point.latency().encode())));
    return new SeriesShare(points, PartitionsView.of(series.coverage()));
  }

  Series series() {
    SortedMap<Long, SeriesPoint> decoded = new TreeMap<>();
    points.forEach(
        (start, point) ->
            decoded.put(
                start,
                new SeriesPoint(
                    MinuteTotals.decode(point.totals()),
                    DetectionLatency.decode(point.latency()))));
    return new Series(decoded, partitions.coverage());
  }

  /** The question that the shares answer. */
  record Asked(LiveReads reads, SeriesRange range) implements Shared<Series> {
    @Override
    public Series local(Scope scope) {
      return reads.series(range, scope);
    }

    @Override
    public Series read(byte[] json) throws IOException {
      return Json.read(json, SeriesShare.class).series();
    }

    @Override
    public Series merge(List<Series> shares, Coverage coverage) {
      return Series.merged(shares, coverage);
    }
  }
}
