package dev.threeway.benchmarks.report;

import org.HdrHistogram.Histogram;

/**
 * The engine with many open groups.
 *
 * @param groups how many were open
 * @param fillSeconds how long it took to read them in
 * @param startSeconds the start with what the disk has
 * @param legsPerSecond the throughput beside the open groups
 * @param lookUpMicros over HTTP, one after the other, in microseconds
 * @param peakBytes the most memory of the process that did all this but the filling
 * @param restoreSeconds the start without a disk, to the first answer: everything comes from the
 *     changelogs
 * @param diskBytes what the stores take on disk
 */
public record Growth(
    long groups,
    double fillSeconds,
    double startSeconds,
    double legsPerSecond,
    Histogram lookUpMicros,
    long peakBytes,
    double restoreSeconds,
    long diskBytes) {
  /**
   * Groups restored in a second, at the least: the start of the process counts in, because it goes
   * on beside the restoring.
   */
  public double restoredPerSecond() {
    return groups / restoreSeconds;
  }
}
