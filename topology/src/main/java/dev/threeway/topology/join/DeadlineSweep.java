package dev.threeway.topology.join;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Brings groups to their deadlines, and purges those whose retention is over. Costs what is due:
 * groups that are remembered as unsettled come from memory, and the schedule is read from where the
 * last sweep ended. Confined to the thread of its task.
 *
 * <p>A verdict about a silent source needs proof that it is silent. The sweep therefore takes a
 * <em>reading</em> of the partition's time, waits until everything that was readable at that
 * instant has been taken in, and only then decides what was due at the reading:
 *
 * <pre>
 *   wall clock ──────●───────────────────────●──────────►
 *                 reading      all that was readable at the
 *                              reading has been taken in: decide
 * </pre>
 *
 * <p>A group that is overdue from its first leg on waits for a reading that was taken after that
 * leg: its other legs may be right behind.
 */
final class DeadlineSweep {
  private static final int BATCH = 256;

  /** Whoever takes over looks at so much of the schedule again; each time is a commit. */
  private static final long KEEP_EVERY_MILLIS = 1_000;

  /** What is done about a group; both calls may write to the stores. */
  interface Due {
    /** The deadline of the group under this key has passed. */
    void deadlinePassed(byte[] key);

    /** Nothing is left to wait for: the group is to be forgotten. */
    void retentionOver(Bytes scheduleKey, byte[] key);
  }

  private record Reading(long instant, long streamTime) {}

  private final KeyValueStore<Bytes, byte[]> deadlines;
  private final UnsettledGroups unsettled;
  private final PartitionClock clock;
  private final long retention;
  private Reading reading;
  private Reading proven;
  private long time;
  private long kept;
  private Bytes resumeFrom;
  private boolean worked;

  DeadlineSweep(
      KeyValueStore<Bytes, byte[]> deadlines,
      UnsettledGroups unsettled,
      PartitionClock clock,
      long retention) {
    this.deadlines = deadlines;
    this.unsettled = unsettled;
    this.clock = clock;
    this.retention = retention;
    this.time = clock.decidedThrough();
    this.kept = time;
  }

  /** The value of an overdue entry: the wall-clock ms at which the group became known. */
  static byte[] overdueSince(long now) {
    return ByteBuffer.allocate(Long.BYTES).putLong(now).array();
  }

  /** A time that the sweep cannot have passed at {@code now}: a deadline up to it is overdue. */
  long latestPossibleTime(long now) {
    return Math.max(time, clock.latestPossibleTime(now));
  }

  /**
   * Decides what is due.
   *
   * @param now wall-clock ms
   * @param readThrough the instant up to which all input has been taken in, in wall-clock ms
   * @param mayGoOn asked between groups; what is left over is done by the next call
   * @return whether it came upon any group
   */
  boolean run(long now, long readThrough, BooleanSupplier mayGoOn, Due due) {
    worked = false;
    if (!clock.hasStarted()) {
      return false;
    }
    if (reading == null) {
      reading = new Reading(now, clock.streamTime());
    }
    if (readThrough >= reading.instant()) {
      time = Math.max(time, clock.timeAt(reading.instant(), reading.streamTime()));
      proven = reading;
      reading = null;
    }
    if (proven != null
        && decideOverdue(mayGoOn, due)
        && decideSchedule(mayGoOn, due)
        && decideRemembered(mayGoOn, due)) {
      purge(mayGoOn, due);
    }
    return worked;
  }

  private boolean decideOverdue(BooleanSupplier mayGoOn, Due due) {
    Bytes from = DeadlineKey.from(DeadlineKey.OVERDUE, Long.MIN_VALUE);
    Bytes to = DeadlineKey.from(DeadlineKey.OVERDUE, time);
    List<KeyValue<Bytes, byte[]>> batch;
    do {
      batch = read(from, to);
      for (KeyValue<Bytes, byte[]> entry : batch) {
        if (!mayGoOn.getAsBoolean()) {
          return false;
        }
        from = DeadlineKey.after(entry.key);
        if (ByteBuffer.wrap(entry.value).getLong() < proven.instant()) {
          worked = true;
          due.deadlinePassed(DeadlineKey.txnId(entry.key));
          deadlines.delete(entry.key);
        }
      }
    } while (batch.size() == BATCH);
    return true;
  }

  private boolean decideSchedule(BooleanSupplier mayGoOn, Due due) {
    Bytes from =
        resumeFrom == null
            ? DeadlineKey.from(DeadlineKey.SCHEDULE, clock.decidedThrough())
            : resumeFrom;
    long end = Math.min(time, unsettled.completeFrom());
    Bytes to = DeadlineKey.from(DeadlineKey.SCHEDULE, end);
    List<KeyValue<Bytes, byte[]>> batch;
    do {
      batch = read(from, to);
      for (KeyValue<Bytes, byte[]> entry : batch) {
        if (!mayGoOn.getAsBoolean()) {
          resumeFrom = from;
          return false;
        }
        from = DeadlineKey.after(entry.key);
        decide(entry.key, due);
      }
    } while (batch.size() == BATCH);
    resumeFrom = null;
    clock.decidedThrough(end);
    return true;
  }

  private boolean decideRemembered(BooleanSupplier mayGoOn, Due due) {
    Bytes key;
    while ((key = unsettled.firstBefore(time)) != null) {
      if (!mayGoOn.getAsBoolean()) {
        return false;
      }
      decide(key, due);
    }
    keepProgress();
    clock.decidedThrough(time);
    return true;
  }

  /** Settled groups are passed over, too: how far is kept now and then, and at the end. */
  private void keepProgress() {
    long decided = clock.decidedThrough();
    long last = unsettled.latestDeadline();
    if (decided < time && decided <= last && (last < time || kept + KEEP_EVERY_MILLIS <= time)) {
      worked = true;
      kept = time;
    }
  }

  private void decide(Bytes scheduleKey, Due due) {
    worked = true;
    unsettled.remove(scheduleKey);
    due.deadlinePassed(DeadlineKey.txnId(scheduleKey));
    clock.decidedThrough(DeadlineKey.deadline(scheduleKey));
  }

  private void purge(BooleanSupplier mayGoOn, Due due) {
    long end = Math.min(proven.streamTime() - retention, clock.decidedThrough());
    Bytes to = DeadlineKey.from(DeadlineKey.SCHEDULE, end);
    List<KeyValue<Bytes, byte[]>> batch;
    do {
      batch = read(DeadlineKey.from(DeadlineKey.SCHEDULE, clock.purgedThrough()), to);
      for (KeyValue<Bytes, byte[]> entry : batch) {
        if (!mayGoOn.getAsBoolean()) {
          return;
        }
        worked = true;
        due.retentionOver(entry.key, DeadlineKey.txnId(entry.key));
        clock.purgedThrough(DeadlineKey.deadline(entry.key));
      }
    } while (batch.size() == BATCH);
    clock.purgedThrough(end);
  }

  private List<KeyValue<Bytes, byte[]>> read(Bytes from, Bytes to) {
    List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>();
    if (from.compareTo(to) < 0) {
      try (KeyValueIterator<Bytes, byte[]> entries = deadlines.range(from, to)) {
        while (entries.hasNext() && batch.size() < BATCH) {
          batch.add(entries.next());
        }
      }
    }
    return batch;
  }
}
