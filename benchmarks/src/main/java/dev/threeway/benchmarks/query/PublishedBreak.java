package dev.threeway.benchmarks.query;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;

/**
 * The last version of a break that could be read.
 *
 * @param legs how many reports it was decided on
 * @param openSince when its first version came, by {@link System#nanoTime}
 * @param changedSince when this version came, likewise
 * @param closedSince when it was closed, likewise; {@link Long#MAX_VALUE} while it is open
 */
record PublishedBreak(
    String mismatchId,
    String txnId,
    BreakType type,
    Severity severity,
    String currency,
    int version,
    int legs,
    long openSince,
    long changedSince,
    long closedSince) {

  /** Whether it was known to be open at a moment. */
  boolean isOpenAt(long nanos) {
    return openSince - nanos < 0 && closedSince == Long.MAX_VALUE;
  }

  /** Whether this version was known at a moment. */
  boolean isKnownAt(long nanos) {
    return changedSince - nanos < 0;
  }

  /** Whether it was known to be closed at a moment. */
  boolean isClosedAt(long nanos) {
    return closedSince != Long.MAX_VALUE && closedSince - nanos < 0;
  }
}
