package dev.threeway.benchmarks.redis;

import dev.threeway.benchmarks.verdict.LegReports;
import java.time.Duration;

/** When a transaction is overdue, and how long its legs are kept. */
record Timing(Duration window, Duration grace) {
  /** The usual: long enough for whatever comes late. */
  private static final Duration TIME_TO_LIVE = Duration.ofHours(24);

  /** The deadline in event time, ms, as the score of a sorted set: exact for any such time. */
  double score(LegReports legs) {
    return (double) (legs.earliest() + window.plus(grace).toMillis());
  }

  /** In wall-clock time. */
  long timeToLiveSeconds() {
    return TIME_TO_LIVE.toSeconds();
  }
}
