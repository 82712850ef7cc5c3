package dev.threeway.benchmarks.run;

import java.time.Duration;
import java.util.List;

/**
 * What latencies are measured.
 *
 * @param legsPerSecond loads
 * @param commitIntervals of the engine
 * @param warmUp how long traffic flows before anything counts
 * @param measured how long it counts
 * @param window of the engine: short, so that legs go missing in time
 * @param grace of the engine
 */
public record LatencySettings(
    List<Integer> legsPerSecond,
    List<Duration> commitIntervals,
    Duration warmUp,
    Duration measured,
    Duration window,
    Duration grace,
    int partitions,
    int threads,
    int heapMb,
    long seed) {
  /** Copies the lists. */
  public LatencySettings {
    legsPerSecond = List.copyOf(legsPerSecond);
    commitIntervals = List.copyOf(commitIntervals);
  }
}
