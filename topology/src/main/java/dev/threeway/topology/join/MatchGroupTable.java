package dev.threeway.topology.join;

import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Decision;
import dev.threeway.topology.rules.MatchGroup;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The match groups of one partition together with the indexes that have to follow them. Confined to
 * the thread of its task.
 */
final class MatchGroupTable {
  private static final byte[] NO_VALUE = {};

  private final KeyValueStore<Bytes, byte[]> groups;
  private final KeyValueStore<Bytes, byte[]> deadlines;
  private final KeyValueStore<Bytes, byte[]> openBreaks;
  private final UnsettledGroups unsettled;

  MatchGroupTable(
      KeyValueStore<Bytes, byte[]> groups,
      KeyValueStore<Bytes, byte[]> deadlines,
      KeyValueStore<Bytes, byte[]> openBreaks,
      UnsettledGroups unsettled) {
    this.groups = groups;
    this.deadlines = deadlines;
    this.openBreaks = openBreaks;
    this.unsettled = unsettled;
  }

  /** The group of a transaction, or null. */
  MatchGroup find(byte[] key, String txnId) {
    byte[] value = groups.get(Bytes.wrap(key));
    return value == null ? null : MatchGroupCodec.decode(txnId, value);
  }

  /** The group that came due, or null if the deadline can change nothing about it. */
  MatchGroup findUnsettled(byte[] key) {
    byte[] value = groups.get(Bytes.wrap(key));
    return value == null || MatchGroupCodec.isSettled(value)
        ? null
        : MatchGroupCodec.decode(new String(key, StandardCharsets.UTF_8), value);
  }

  /**
   * Stores what was decided, and moves the indexes along.
   *
   * @param before the group as it was stored; null if it was not
   * @param sweptUpTo a deadline up to this time may have been swept over
   * @param now wall-clock ms
   */
  void store(byte[] key, MatchGroup before, Decision decision, long sweptUpTo, long now) {
    MatchGroup after = decision.group();
    groups.put(Bytes.wrap(key), MatchGroupCodec.encode(after));
    schedule(key, before, after, sweptUpTo, now);
    for (Break change : decision.breakChanges()) {
      Bytes indexKey = OpenBreakKey.of(after.txnId(), change);
      if (change.isOpen()) {
        openBreaks.put(indexKey, OpenBreakCodec.encode(after.txnId(), change));
      } else {
        openBreaks.delete(indexKey);
      }
    }
  }

  private void schedule(byte[] key, MatchGroup before, MatchGroup after, long sweptUpTo, long now) {
    boolean moves = before == null || before.deadline() != after.deadline();
    if (!moves && before.isSettled() == after.isSettled()) {
      return;
    }
    Bytes scheduled = DeadlineKey.of(DeadlineKey.SCHEDULE, after.deadline(), key);
    boolean mayBeSweptOver = after.deadline() <= sweptUpTo;
    if (moves) {
      if (before != null) {
        Bytes moved = DeadlineKey.of(DeadlineKey.SCHEDULE, before.deadline(), key);
        deadlines.delete(moved);
        unsettled.remove(moved);
      }
      deadlines.put(scheduled, NO_VALUE);
      if (mayBeSweptOver && !after.deadlinePassed()) {
        deadlines.put(
            DeadlineKey.of(DeadlineKey.OVERDUE, after.deadline(), key),
            DeadlineSweep.overdueSince(now));
      }
    }
    if (after.isSettled()) {
      unsettled.remove(scheduled);
    } else if (!mayBeSweptOver && !after.deadlinePassed()) {
      unsettled.add(scheduled);
    }
  }

  /**
   * Removes a group from the store and from every index.
   *
   * @return the group as it was
   */
  MatchGroup purge(Bytes scheduleKey, byte[] key) {
    MatchGroup group =
        MatchGroupCodec.decode(
            new String(key, StandardCharsets.UTF_8), groups.delete(Bytes.wrap(key)));
    deadlines.delete(scheduleKey);
    for (Break each : group.breaks()) {
      if (each.isOpen()) {
        openBreaks.delete(OpenBreakKey.of(group.txnId(), each));
      }
    }
    return group;
  }
}
