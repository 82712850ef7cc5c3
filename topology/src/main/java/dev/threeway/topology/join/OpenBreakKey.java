package dev.threeway.topology.join;

import dev.threeway.topology.rules.Break;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** The keys of {@link Stores#OPEN_BREAKS}: newest first, then by mismatch_id. */
public final class OpenBreakKey {
  private OpenBreakKey() {}

  static Bytes of(String txnId, Break value) {
    UUID id = Break.id(txnId, value.finding().type(), value.finding().missingSource());
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + 2 * Long.BYTES)
            .putLong(Long.MAX_VALUE - value.detectedAt())
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array());
  }

  /** The wall-clock ms at which the break under a key was opened. */
  public static long detectedAt(Bytes key) {
    return Long.MAX_VALUE - ByteBuffer.wrap(key.get()).getLong();
  }
}
