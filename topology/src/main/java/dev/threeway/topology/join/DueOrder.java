package dev.threeway.topology.join;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The groups that have not been looked at after their deadline, in the order in which they come
 * due, as {@link Keyspace#DEADLINES} has them. A position in this order is the deadline and the
 * txn_id.
 */
public final class DueOrder {
  /** The key of {@link Keyspace#TOTALS} that says up to where deadlines have been looked at. */
  public static final Bytes CLOCK = Ledger.CLOCK_KEY;

  private DueOrder() {}

  /** The position of a group. */
  public static Bytes position(long deadline, String txnId) {
    return position(
        DeadlineKey.of(DeadlineKey.SCHEDULE, deadline, txnId.getBytes(StandardCharsets.UTF_8)));
  }

  /** The position of an entry. */
  public static Bytes position(Bytes key) {
    return Bytes.wrap(Arrays.copyOfRange(key.get(), 1, key.get().length));
  }

  /** The txn_id of an entry, in UTF-8. */
  public static byte[] txnId(Bytes key) {
    return DeadlineKey.txnId(key);
  }

  /** The deadline of an entry, in ms since the epoch. */
  public static long deadline(Bytes key) {
    return DeadlineKey.deadline(key);
  }

  /**
   * The entries behind a position. Two iterators, for those that were overdue when they came to be
   * stand apart, and may stand in both; the caller closes them.
   *
   * @param clock what is stored under {@link #CLOCK}; null if nothing is
   * @param after a position; null to begin with what comes due first
   */
  public static List<KeyValueIterator<Bytes, byte[]>> entries(
      ReadOnlyKeyValueStore<Bytes, byte[]> deadlines, byte[] clock, Bytes after) {
    long decided = PartitionClock.decode(clock).decidedThrough();
    KeyValueIterator<Bytes, byte[]> overdue =
        section(deadlines, DeadlineKey.OVERDUE, Long.MIN_VALUE, after);
    try {
      return List.of(overdue, section(deadlines, DeadlineKey.SCHEDULE, decided, after));
    } catch (RuntimeException closedMeanwhile) {
      overdue.close();
      throw closedMeanwhile;
    }
  }

  private static KeyValueIterator<Bytes, byte[]> section(
      ReadOnlyKeyValueStore<Bytes, byte[]> deadlines, byte section, long earliest, Bytes after) {
    Bytes from = DeadlineKey.from(section, earliest);
    if (after != null) {
      Bytes behind = DeadlineKey.after(in(section, after));
      from = behind.compareTo(from) > 0 ? behind : from;
    }
    return deadlines.range(from, DeadlineKey.from((byte) (section + 1), Long.MIN_VALUE));
  }

  private static Bytes in(byte section, Bytes position) {
    byte[] key = new byte[1 + position.get().length];
    key[0] = section;
    System.arraycopy(position.get(), 0, key, 1, position.get().length);
    return Bytes.wrap(key);
  }
}
