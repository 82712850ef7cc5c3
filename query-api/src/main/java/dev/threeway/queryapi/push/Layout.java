package dev.threeway.queryapi.push;

import java.util.Arrays;

/**
 * The partitions of both topics, numbered as slots: first those of {@code mismatches}, then those
 * of {@code reconciliation_results}.
 *
 * @param fingerprint tells these topics from others, and from ones of the same names that were
 *     created again
 */
public record Layout(int fingerprint, int mismatches, int results) {
  /** How many slots there are. */
  public int slots() {
    return mismatches + results;
  }

  /** The slot of a partition of {@code mismatches}. */
  public int mismatchSlot(int partition) {
    return partition;
  }

  /** The slot of a partition of {@code reconciliation_results}. */
  public int resultSlot(int partition) {
    return mismatches + partition;
  }

  StreamPosition position(long[] offsets) {
    return new StreamPosition(
        fingerprint,
        Arrays.copyOfRange(offsets, 0, mismatches),
        Arrays.copyOfRange(offsets, mismatches, slots()));
  }

  /** Whether a position is one of these topics. */
  boolean knows(StreamPosition position) {
    return position.fingerprint() == fingerprint
        && position.mismatches().length <= mismatches
        && position.results().length <= results;
  }

  /** A known position by slot; a partition that is younger than the position begins at 0. */
  long[] offsets(StreamPosition position) {
    long[] offsets = new long[slots()];
    System.arraycopy(position.mismatches(), 0, offsets, 0, position.mismatches().length);
    System.arraycopy(position.results(), 0, offsets, mismatches, position.results().length);
    return offsets;
  }
}
