package dev.threeway.benchmarks.run;

import java.time.Duration;
import java.util.List;

/**
 * What is recovered.
 *
 * @param groups how many lie in the stores
 * @param standbys with how many copies of each store an engine is killed; each in turn
 */
public record RecoverySettings(
    long groups,
    List<Integer> standbys,
    int partitions,
    int threads,
    int heapMb,
    Duration commitInterval) {
  /** Copies the list. */
  public RecoverySettings {
    standbys = List.copyOf(standbys);
  }
}
