package dev.threeway.topology.oracle;

import java.time.Instant;
import java.util.List;

/**
 * What happens in a history, whenever it begins.
 *
 * @param rested the history begins with two legs, each followed by a silence: the first purges
 *     whatever was there before, the second finds a partition on which time is what the wall clock
 *     says
 * @param whole the history ends with one leg and a silence that purge everything else
 */
record Script(List<Move> moves, int partitions, boolean rested, boolean whole) {
  static final long START = Instant.parse("2026-03-01T09:00:00Z").toEpochMilli();

  History at(long start) {
    return Histories.of(this, start);
  }

  Script unrested() {
    return new Script(moves, partitions, false, whole);
  }

  /** What {@code ./recon replay --window 10s --grace 2s --retention 60s} reads. */
  @Override
  public String toString() {
    return at(START).toString();
  }
}
