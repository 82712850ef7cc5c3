package dev.threeway.queryapi.http;

import dev.threeway.queryapi.history.ListPosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads cursors: a position that is signed together with the list and the filter that it
 * belongs to, so that it fits no other. Thread-safe.
 */
final class ListCursor {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE_BYTES = 16;
  private static final int LONGEST = 1_000;

  private final SecretKeySpec key;

  private ListCursor(byte[] secret) {
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Cursors that this instance alone can read. */
  static ListCursor ofThisInstance() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return new ListCursor(secret);
  }

  /**
   * A cursor.
   *
   * @param list the list with its filter, the same for every page
   */
  String write(String list, ListPosition position) {
    byte[] id = position.id().getBytes(StandardCharsets.UTF_8);
    byte[] payload =
        ByteBuffer.allocate(Long.BYTES + id.length)
            .putLong(position.listedAt().toEpochMilli())
            .put(id)
            .array();
    byte[] signature = sign(list, payload);
    byte[] whole = Arrays.copyOf(signature, SIGNATURE_BYTES + payload.length);
    System.arraycopy(payload, 0, whole, SIGNATURE_BYTES, payload.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /**
   * The position that a cursor stands for.
   *
   * @param cursor null for the beginning of the list
   * @return null for the beginning of the list
   * @throws ProblemException if it was not written for this list and filter
   */
  ListPosition read(String list, String cursor) {
    if (cursor == null) {
      return null;
    }
    byte[] whole = cursor.length() > LONGEST ? new byte[0] : decode(cursor);
    if (whole.length > SIGNATURE_BYTES + Long.BYTES) {
      byte[] payload = Arrays.copyOfRange(whole, SIGNATURE_BYTES, whole.length);
      if (MessageDigest.isEqual(sign(list, payload), Arrays.copyOf(whole, SIGNATURE_BYTES))) {
        return new ListPosition(
            Instant.ofEpochMilli(ByteBuffer.wrap(payload).getLong()),
            new String(payload, Long.BYTES, payload.length - Long.BYTES, StandardCharsets.UTF_8));
      }
    }
    throw ProblemException.refused(
        "cursor", "The cursor is not one that this list gave for this filter: begin without it.");
  }

  private byte[] sign(String list, byte[] payload) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] name = list.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
      mac.update(name);
      return Arrays.copyOf(mac.doFinal(payload), SIGNATURE_BYTES);
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static byte[] decode(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException notOurs) {
      return new byte[0];
    }
  }
}
