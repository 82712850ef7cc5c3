package dev.threeway.queryapi.live;

import dev.threeway.topology.join.DetectionLatency;
import dev.threeway.topology.join.MinuteTotals;

/** What happened in the minutes of one point of a series. Confined to one thread. */
public record SeriesPoint(MinuteTotals totals, DetectionLatency latency) {
  /** A point at which nothing has happened yet. */
  public SeriesPoint() {
    this(new MinuteTotals(), new DetectionLatency());
  }

  void addAll(SeriesPoint other) {
    totals.addAll(other.totals);
    latency.addAll(other.latency);
  }
}
