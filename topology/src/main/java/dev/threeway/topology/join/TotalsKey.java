package dev.threeway.topology.join;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** The sections of {@link Keyspace#TOTALS}, and the format of its counters. */
final class TotalsKey {
  static final byte CLOCK = 0;
  static final byte CONTROL = 1;
  static final byte MINUTE = 2;
  static final byte CURRENCY = 3;
  static final byte OPEN = 4;
  static final byte DETECTED = 5;
  static final byte LATENCY = 6;

  private TotalsKey() {}

  /** A key of a section that is in the order of a number; not for negative ones. */
  static Bytes of(byte section, long number) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(section).putLong(number).array());
  }

  /** The number of a key that {@link #of} made. */
  static long number(Bytes key) {
    return ByteBuffer.wrap(key.get(), 1, Long.BYTES).getLong();
  }

  static byte[] encode(long[] counters) {
    BinaryOutput out = new BinaryOutput(2 * counters.length + 8);
    out.writeByte(counters.length);
    for (long counter : counters) {
      out.writeVarLong(counter);
    }
    return out.toByteArray();
  }

  /** Fills counters from a value; those that it does not hold, and all of them if null, stay. */
  static void decode(byte[] value, long[] counters) {
    if (value != null) {
      BinaryInput in = new BinaryInput(value);
      int stored = in.readByte();
      for (int i = 0; i < Math.min(stored, counters.length); i++) {
        counters[i] = in.readVarLong();
      }
    }
  }
}
