package dev.threeway.queryapi.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passes bytes on in large pieces, and knows the SHA-256 of all that have gone through. */
final class SealedStream extends OutputStream {
  private static final int PIECE = 32 * 1024;

  private final MessageDigest digest = sha256();
  private final OutputStream out;

  SealedStream(OutputStream out) {
    this.out = new BufferedOutputStream(out, PIECE);
  }

  @Override
  public void write(int one) throws IOException {
    digest.update((byte) one);
    out.write(one);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digest.update(bytes, offset, length);
    out.write(bytes, offset, length);
  }

  /** Lower-case hexadecimal digits; what is written from here on is not in it. */
  String seal() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Writers flush after each record, and a piece is to be full: {@link #finish} sends the rest. */
  @Override
  public void flush() {
    // See above.
  }

  void finish() throws IOException {
    out.flush();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
