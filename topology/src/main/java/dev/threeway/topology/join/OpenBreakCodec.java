package dev.threeway.topology.join;

import dev.threeway.topology.rules.Break;

/** The values of {@link Keyspace#OPEN_BREAKS}. Thread-safe. */
public final class OpenBreakCodec {
  private static final byte FORMAT = 1;
  private static final int TYPICAL_LENGTH = 256;

  private OpenBreakCodec() {}

  static byte[] encode(String txnId, Break value) {
    BinaryOutput out = new BinaryOutput(TYPICAL_LENGTH);
    out.writeByte(FORMAT);
    out.writeString(txnId);
    BreakCodec.write(value, out);
    return out.toByteArray();
  }

  /**
   * Reads a value of the store.
   *
   * @throws IncompatibleStateException if it was written in a format that this version does not
   *     know
   */
  public static OpenBreak decode(byte[] value) {
    BinaryInput in = new BinaryInput(value);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IncompatibleStateException(
          "an open break is stored in format %d, this version reads format %d"
              .formatted(format, FORMAT));
    }
    return new OpenBreak(in.readString(), BreakCodec.read(in));
  }
}
