package dev.threeway.topology.join;

import dev.threeway.topology.rules.Break;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** The keys of {@link Keyspace#OPEN_BREAKS}: newest first, then by mismatch_id. */
public final class OpenBreakKey {
  private static final int LENGTH = 3 * Long.BYTES;

  private OpenBreakKey() {}

  static Bytes of(String txnId, Break value) {
    return of(
        value.detectedAt(),
        Break.id(txnId, value.finding().type(), value.finding().missingSource()));
  }

  /**
   * The key of a break.
   *
   * @param detectedAt wall-clock ms at which it was opened
   */
  public static Bytes of(long detectedAt, UUID mismatchId) {
    return Bytes.wrap(
        ByteBuffer.allocate(LENGTH)
            .putLong(Long.MAX_VALUE - detectedAt)
            .putLong(mismatchId.getMostSignificantBits())
            .putLong(mismatchId.getLeastSignificantBits())
            .array());
  }

  /** Sorts before every break that was opened at a time or earlier, and behind every other. */
  public static Bytes from(long detectedAt) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(Long.MAX_VALUE - detectedAt).array());
  }

  /** Sorts right behind a key and before every other. */
  public static Bytes after(Bytes key) {
    return DeadlineKey.after(key);
  }

  /** The wall-clock ms at which the break under a key was opened. */
  public static long detectedAt(Bytes key) {
    return Long.MAX_VALUE - ByteBuffer.wrap(key.get()).getLong();
  }
}
