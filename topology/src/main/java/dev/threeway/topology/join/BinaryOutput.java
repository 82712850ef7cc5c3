package dev.threeway.topology.join;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the compact binary values of the stores. Not thread-safe. */
final class BinaryOutput {
  private byte[] buffer;
  private int length;

  BinaryOutput(int expectedLength) {
    buffer = new byte[expectedLength];
  }

  void writeByte(int value) {
    ensure(1);
    buffer[length++] = (byte) value;
  }

  /** An unsigned variable-length integer; negative numbers take ten bytes. */
  void writeVarLong(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
  }

  /** A signed number, short if it is close to zero. */
  void writeSigned(long value) {
    writeVarLong((value << 1) ^ (value >> 63));
  }

  void writeString(String value) {
    writeBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A string that may be null. */
  void writeNullable(String value) {
    writeByte(value == null ? 0 : 1);
    if (value != null) {
      writeString(value);
    }
  }

  /** An enum constant that may be null, by its ordinal: symbols are only ever added at the end. */
  void writeEnum(Enum<?> value) {
    writeByte(value == null ? 0 : value.ordinal() + 1);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(buffer, length);
  }

  private void writeBytes(byte[] bytes) {
    writeVarLong(bytes.length);
    ensure(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void ensure(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
