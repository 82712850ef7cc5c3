package dev.threeway.topology.join;

import java.nio.charset.StandardCharsets;

/** Reads what {@link BinaryOutput} wrote. Not thread-safe. */
final class BinaryInput {
  private final byte[] bytes;
  private int position;

  BinaryInput(byte[] bytes) {
    this.bytes = bytes;
  }

  int readByte() {
    return bytes[position++];
  }

  long readVarLong() {
    long value = 0;
    int shift = 0;
    while (true) {
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  int readVarInt() {
    return Math.toIntExact(readVarLong());
  }

  long readSigned() {
    long raw = readVarLong();
    return (raw >>> 1) ^ -(raw & 1);
  }

  String readString() {
    int length = readVarInt();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  String readNullable() {
    return readByte() == 0 ? null : readString();
  }

  /** The constant that was written, out of all constants of its enum. */
  <E extends Enum<E>> E readEnum(E[] constants) {
    int code = readByte();
    return code == 0 ? null : constants[code - 1];
  }
}
