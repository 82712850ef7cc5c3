package dev.threeway.topology.join;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Tells when a sweep will next have something to do, for a driver that moves the clock itself and
 * would rather skip the idle hours.
 */
public final class NextSweep {
  /** Nothing is waiting for the clock. */
  public static final long NEVER = Long.MAX_VALUE;

  private NextSweep() {}

  /**
   * The earliest instant, in wall-clock ms, at which a sweep of a partition comes upon a group, if
   * no further leg is read; it may lie in the past.
   *
   * @param deadlines the partition's {@link Keyspace#DEADLINES}
   * @param totals the partition's {@link Keyspace#TOTALS}
   * @param retention how long a group stays after its deadline, in ms
   */
  public static long of(
      ReadOnlyKeyValueStore<Bytes, byte[]> deadlines,
      ReadOnlyKeyValueStore<Bytes, byte[]> totals,
      long retention) {
    PartitionClock clock = PartitionClock.decode(totals.get(Ledger.CLOCK_KEY));
    if (!clock.hasStarted()) {
      return NEVER;
    }
    Bytes overdue = first(deadlines, DeadlineKey.OVERDUE, Long.MIN_VALUE, Long.MAX_VALUE);
    Bytes purgeable =
        first(
            deadlines,
            DeadlineKey.SCHEDULE,
            clock.purgedThrough(),
            Math.min(clock.streamTime() - retention, clock.decidedThrough()));
    if (overdue != null || purgeable != null) {
      return Long.MIN_VALUE;
    }
    Bytes due = first(deadlines, DeadlineKey.SCHEDULE, clock.decidedThrough(), Long.MAX_VALUE);
    return due == null ? NEVER : clock.instantAfter(DeadlineKey.deadline(due));
  }

  private static Bytes first(
      ReadOnlyKeyValueStore<Bytes, byte[]> deadlines, byte section, long from, long before) {
    if (from >= before) {
      return null;
    }
    try (KeyValueIterator<Bytes, byte[]> entries =
        deadlines.range(DeadlineKey.from(section, from), DeadlineKey.from(section, before))) {
      return entries.hasNext() ? entries.next().key : null;
    }
  }
}
