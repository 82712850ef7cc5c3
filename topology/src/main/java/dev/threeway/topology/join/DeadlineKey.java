package dev.threeway.topology.join;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of {@link Keyspace#DEADLINES}: a section, the deadline, the txn_id.
 *
 * <p>{@link #SCHEDULE} holds every group at its deadline from its first leg until it is purged.
 * {@link #OVERDUE} holds the few groups whose deadline had been swept over before they came to be;
 * they are looked at with the next sweep.
 */
final class DeadlineKey {
  static final byte SCHEDULE = 0;
  static final byte OVERDUE = 1;

  private static final int TXN_ID_AT = 1 + Long.BYTES;

  private DeadlineKey() {}

  static Bytes of(byte section, long deadline, byte[] txnId) {
    return Bytes.wrap(
        ByteBuffer.allocate(TXN_ID_AT + txnId.length)
            .put(section)
            .putLong(sortable(deadline))
            .put(txnId)
            .array());
  }

  /** Sorts before every key of the section whose deadline is not earlier. */
  static Bytes from(byte section, long deadline) {
    return of(section, deadline, new byte[0]);
  }

  /** Sorts right behind a key and before every other. */
  static Bytes after(Bytes key) {
    return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
  }

  static long deadline(Bytes key) {
    return sortable(ByteBuffer.wrap(key.get()).getLong(1));
  }

  static byte[] txnId(Bytes key) {
    return Arrays.copyOfRange(key.get(), TXN_ID_AT, key.get().length);
  }

  /** Flips the sign bit, so that unsigned order of the bytes is the order of the times. */
  private static long sortable(long time) {
    return time ^ Long.MIN_VALUE;
  }
}
