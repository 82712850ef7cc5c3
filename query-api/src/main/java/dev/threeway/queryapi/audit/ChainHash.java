package dev.threeway.queryapi.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that ties a row to the row before it; see the package for what it is made of. */
final class ChainHash {
  static final int LENGTH = 32;

  private static final byte[] FORMAT = "threeway-audit-1".getBytes(StandardCharsets.US_ASCII);

  private ChainHash() {}

  /** What stands before the first row. */
  static byte[] start() {
    return new byte[LENGTH];
  }

  static byte[] of(long sequence, byte[] previous, AuditEvent event) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(FORMAT);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
      digest.update(previous);
      return digest.digest(EventCodec.encode(event));
    } catch (NoSuchAlgorithmException inNoJava) {
      throw new IllegalStateException(inNoJava);
    }
  }
}
