package dev.threeway.schemas.wire;

import java.io.OutputStream;
import java.util.Arrays;

/** Where a frame grows; kept between records, for one thread at a time. */
final class FrameBuffer extends OutputStream {
  private static final int START = 512;

  /** After a larger record the memory is given back. */
  private static final int MOST_KEPT = 1 << 20;

  private byte[] bytes = new byte[START];
  private int length;

  /** Starts a frame. */
  void begin(int schemaId) {
    if (bytes.length > MOST_KEPT) {
      bytes = new byte[START];
    }
    bytes[0] = WireFormat.MAGIC;
    WireFormat.putSchemaId(bytes, schemaId);
    length = WireFormat.HEADER_LENGTH;
  }

  /** A copy of the frame. */
  byte[] frame() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public void write(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  private void reserve(int count) {
    int needed = Math.addExact(length, count);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
  }
}
