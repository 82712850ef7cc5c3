package dev.threeway.benchmarks.redis;

import java.time.Duration;

/** When a transaction is overdue, and how long its legs are kept. */
record Timing(Duration window, Duration grace) {
  /** The usual: long enough for whatever comes late. */
  private static final Duration TIME_TO_LIVE = Duration.ofHours(24);

  /** In event time, ms. */
  long deadline(long earliest) {
    return earliest + window.plus(grace).toMillis();
  }

  /** In wall-clock time. */
  long timeToLiveSeconds() {
    return TIME_TO_LIVE.toSeconds();
  }
}
