package dev.threeway.topology.join;

import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;

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
  private final PartitionClock clock;
  private final long windowAndGrace;
  private final int most;
  private long completeFrom;
  private long latestDeadline = Long.MIN_VALUE;

  /**
   * Begins with the groups that are stored from here on.
   *
   * @param clock of the partition; no group may be added before its legs were observed
   * @param windowAndGrace from the earliest event time of a group to its deadline, in ms
   * @param most how many groups may be remembered
   */
  UnsettledGroups(PartitionClock clock, long windowAndGrace, int most) {
    this.clock = clock;
    this.windowAndGrace = windowAndGrace;
    this.most = most;
    beginAnew();
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

  /** The latest deadline that was ever added. */
  long latestDeadline() {
    return latestDeadline;
  }

  private void beginAnew() {
    keys.clear();
    // No stored group can have a deadline that lies behind that of the latest leg.
    completeFrom = clock.hasStarted() ? clock.streamTime() + windowAndGrace + 1 : Long.MIN_VALUE;
  }
}
