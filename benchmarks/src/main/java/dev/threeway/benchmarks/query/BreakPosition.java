package dev.threeway.benchmarks.query;

import java.util.Comparator;

/**
 * Where a break stands in a list: newest first.
 *
 * @param detectedAt milliseconds since the epoch
 */
record BreakPosition(long detectedAt, String mismatchId) implements Comparable<BreakPosition> {
  private static final Comparator<BreakPosition> ORDER =
      Comparator.comparingLong(BreakPosition::detectedAt)
          .reversed()
          .thenComparing(BreakPosition::mismatchId);

  @Override
  public int compareTo(BreakPosition other) {
    return ORDER.compare(this, other);
  }
}
