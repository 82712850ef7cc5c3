package dev.threeway.topology.join;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** A sweep over a store of deadlines; notes what is decided and what is purged. */
final class SweepDriver implements DeadlineSweep.Due {
  static final long RETENTION = 1_000;
  static final BooleanSupplier UNBOUNDED = () -> true;

  final KeyValueStore<Bytes, byte[]> deadlines;
  final PartitionClock clock = new PartitionClock();
  private final UnsettledGroups unsettled;
  private final DeadlineSweep sweep;
  private final List<String> done = new ArrayList<>();

  SweepDriver() {
    this(MemoryStore.empty(Keyspace.DEADLINES.toString()));
  }

  /** Remembers no group: it finds all of them in the schedule. */
  SweepDriver(KeyValueStore<Bytes, byte[]> deadlines) {
    this(deadlines, new UnsettledGroups(endless(), 0));
  }

  private SweepDriver(KeyValueStore<Bytes, byte[]> deadlines, UnsettledGroups unsettled) {
    this.deadlines = deadlines;
    this.unsettled = unsettled;
    this.sweep = new DeadlineSweep(deadlines, unsettled, clock, RETENTION);
  }

  /**
   * Begins on these deadlines, and remembers groups from here on.
   *
   * @param most how many
   */
  static SweepDriver remembering(KeyValueStore<Bytes, byte[]> deadlines, int most) {
    return new SweepDriver(deadlines, new UnsettledGroups(deadlines, most));
  }

  private static KeyValueStore<Bytes, byte[]> endless() {
    KeyValueStore<Bytes, byte[]> deadlines = MemoryStore.empty(Keyspace.DEADLINES.toString());
    deadlines.put(
        DeadlineKey.of(DeadlineKey.SCHEDULE, Long.MAX_VALUE - 1, bytes("last")), new byte[0]);
    return deadlines;
  }

  void schedule(String txnId, long deadline) {
    deadlines.put(DeadlineKey.of(DeadlineKey.SCHEDULE, deadline, bytes(txnId)), new byte[0]);
  }

  /** A leg makes a group known, or unsettles it. */
  void remember(String txnId, long deadline) {
    schedule(txnId, deadline);
    unsettled.add(DeadlineKey.of(DeadlineKey.SCHEDULE, deadline, bytes(txnId)));
  }

  /** The last leg of a group has come. */
  void settle(String txnId, long deadline) {
    unsettled.remove(DeadlineKey.of(DeadlineKey.SCHEDULE, deadline, bytes(txnId)));
  }

  void overdue(String txnId, long deadline, long since) {
    schedule(txnId, deadline);
    deadlines.put(
        DeadlineKey.of(DeadlineKey.OVERDUE, deadline, bytes(txnId)),
        DeadlineSweep.overdueSince(since));
  }

  /** Sweeps with all input read. */
  boolean sweepAt(long now) {
    return sweepAt(now, Long.MAX_VALUE, UNBOUNDED);
  }

  boolean sweepAt(long now, long readThrough, BooleanSupplier mayGoOn) {
    return sweep.run(now, readThrough, mayGoOn, this);
  }

  long latestPossibleTime(long now) {
    return sweep.latestPossibleTime(now);
  }

  /** What was done since the last call, in order: a txn_id, after "-" if it was purged. */
  List<String> done() {
    List<String> sinceTheLastCall = List.copyOf(done);
    done.clear();
    return sinceTheLastCall;
  }

  /** May go on for a number of groups; once it has said no, it is not to be asked again. */
  static BooleanSupplier budget(int groups) {
    int[] left = {groups};
    return () -> {
      if (left[0] < 0) {
        throw new IllegalStateException("the sweep went on after its time was over");
      }
      return left[0]-- > 0;
    };
  }

  @Override
  public void deadlinePassed(byte[] key) {
    done.add(new String(key, StandardCharsets.UTF_8));
  }

  @Override
  public void retentionOver(Bytes scheduleKey, byte[] key) {
    done.add("-" + new String(key, StandardCharsets.UTF_8));
    deadlines.delete(scheduleKey);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
