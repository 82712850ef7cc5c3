package dev.threeway.topology.join;

/** The sections of {@link Stores#TOTALS}, and the format of its counters. */
final class TotalsKey {
  static final byte CLOCK = 0;
  static final byte CONTROL = 1;
  static final byte MINUTE = 2;

  private TotalsKey() {}

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
