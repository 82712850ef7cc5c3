package dev.threeway.queryapi.push;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A place between the events: for each partition of both topics the offset that comes next.
 *
 * <p>As text, {@code 1.} and, in URL-safe Base64 without padding: the fingerprint of the topics
 * (four bytes), then for {@code mismatches} and for {@code reconciliation_results} the number of
 * partitions and their offsets (each a varint), then the CRC-32 of all that (four bytes).
 */
public record StreamPosition(int fingerprint, long[] mismatches, long[] results) {
  private static final String VERSION = "1.";
  private static final int LONGEST_TEXT = 16_384;
  private static final int MOST_PARTITIONS = 1_000;
  private static final int PAYLOAD_BITS = 7;
  private static final int PAYLOAD = 0x7f;
  private static final int MORE = 0x80;

  /** The text is no position. */
  public static final class MalformedException extends Exception {
    MalformedException() {
      super("not a position of this stream", null, false, false);
    }
  }

  /**
   * Reads a position.
   *
   * @throws MalformedException unless the text is exactly as {@link #text} writes it
   */
  public static StreamPosition parse(String text) throws MalformedException {
    if (text.length() > LONGEST_TEXT || !text.startsWith(VERSION)) {
      throw new MalformedException();
    }
    StreamPosition position;
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(VERSION.length())));
      position = new StreamPosition(bytes.getInt(), offsets(bytes), offsets(bytes));
    } catch (RuntimeException truncatedOrNotBase64) {
      throw new MalformedException();
    }
    // Covers the checksum, what is left over, and a number that is written longer than it has to.
    if (!position.text().equals(text)) {
      throw new MalformedException();
    }
    return position;
  }

  /** The position as an event id. */
  public String text() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(fingerprint).array());
    write(bytes, mismatches);
    write(bytes, results);
    CRC32 checksum = new CRC32();
    checksum.update(bytes.toByteArray());
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array());
    return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  private static long[] offsets(ByteBuffer bytes) throws MalformedException {
    long count = varint(bytes);
    if (count > MOST_PARTITIONS) {
      throw new MalformedException();
    }
    long[] offsets = new long[(int) count];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = varint(bytes);
    }
    return offsets;
  }

  private static long varint(ByteBuffer bytes) throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += PAYLOAD_BITS) {
      byte next = bytes.get();
      value |= (long) (next & PAYLOAD) << shift;
      if ((next & MORE) == 0) {
        return value;
      }
    }
    throw new MalformedException();
  }

  private static void write(ByteArrayOutputStream bytes, long[] offsets) {
    writeVarint(bytes, offsets.length);
    for (long offset : offsets) {
      writeVarint(bytes, offset);
    }
  }

  private static void writeVarint(ByteArrayOutputStream bytes, long value) {
    long rest = value;
    while (rest > PAYLOAD) {
      bytes.write((int) (rest & PAYLOAD) | MORE);
      rest >>>= PAYLOAD_BITS;
    }
    bytes.write((int) rest);
  }
}
