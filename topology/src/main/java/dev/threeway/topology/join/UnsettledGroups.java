package dev.threeway.topology.join;

import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The few groups that a deadline can still change, in the order in which they come due, as far as
 * memory has them: most groups are settled long before their deadline, and are not looked up again
 * to find that out.
 *
 * <p>Memory knows every unsettled group whose deadline is not before {@link #completeFrom}; the
 * others are found in the schedule. It knows nothing of groups that were stored before it began,
 * and begins anew when there are too many. Confined to the thread of its task.
 */
final class UnsettledGroups {
  /** A source that is silent for 12 s at 600 transactions a second, and about 1 MB. */
  static final int MOST = 8_192;

  private final NavigableSet<Bytes> keys = new TreeSet<>();
  private final int most;
  private long latestDeadline;
  private long completeFrom;

  /**
   * Begins with the groups that are stored from here on.
   *
   * @param deadlines with those that were stored before, maybe by rules that waited longer
   * @param most how many groups may be remembered
   */
  UnsettledGroups(ReadOnlyKeyValueStore<Bytes, byte[]> deadlines, int most) {
    this.most = most;
    this.latestDeadline = latest(deadlines);
    beginAnew();
  }

  private static long latest(ReadOnlyKeyValueStore<Bytes, byte[]> deadlines) {
    try (KeyValueIterator<Bytes, byte[]> schedule =
        deadlines.reverseRange(
            DeadlineKey.from(DeadlineKey.SCHEDULE, Long.MIN_VALUE),
            DeadlineKey.from(DeadlineKey.OVERDUE, Long.MIN_VALUE))) {
      return schedule.hasNext() ? DeadlineKey.deadline(schedule.next().key) : Long.MIN_VALUE;
    }
  }

  /** Takes note of a group that its deadline can change, by its key in the schedule. */
  void add(Bytes scheduleKey) {
    keys.add(scheduleKey);
    latestDeadline = Math.max(latestDeadline, DeadlineKey.deadline(scheduleKey));
    if (keys.size() > most) {
      beginAnew();
    }
  }

  /** Its deadline is another, has passed, or can change nothing any more. */
  void remove(Bytes scheduleKey) {
    keys.remove(scheduleKey);
  }

  /** The key of the group that comes due first; null if none does before a time. */
  Bytes firstBefore(long time) {
    return keys.isEmpty() || DeadlineKey.deadline(keys.first()) >= time ? null : keys.first();
  }

  /** Every unsettled group whose deadline is at this time or later is known. */
  long completeFrom() {
    return completeFrom;
  }

  /** The latest deadline of all groups, stored before or since. */
  long latestDeadline() {
    return latestDeadline;
  }

  private void beginAnew() {
    keys.clear();
    completeFrom = latestDeadline == Long.MIN_VALUE ? Long.MIN_VALUE : latestDeadline + 1;
  }
}
