package dev.threeway.benchmarks.run;

import java.time.Duration;
import java.util.List;

/**
 * What is grown.
 *
 * @param groups how many groups are open while it is measured; each in turn
 * @param transactions how many are then reconciled beside them
 * @param lookUps how many transactions are asked for over HTTP, one after the other
 */
public record GrowthSettings(
    List<Long> groups,
    long transactions,
    int lookUps,
    int partitions,
    int threads,
    int heapMb,
    Duration commitInterval,
    long seed) {
  /** Open groups stay open: nothing comes due while it is measured. */
  static final Duration WINDOW = Duration.ofHours(12);

  static final Duration GRACE = Duration.ofSeconds(30);

  /** Copies the list. */
  public GrowthSettings {
    groups = List.copyOf(groups);
  }
}
