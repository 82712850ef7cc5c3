package dev.threeway.queryapi.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes cursors of positions in a list, and reads them again: opaque to the caller, signed, and
 * good for the list and the filter alone for which they were made. Thread-safe.
 *
 * <p>A cursor gives nothing that its list would not give anyway: the signature keeps positions from
 * being made up or carried over, it guards no secret. That is why instances that are given no key
 * may derive it from what they have in common.
 */
final class Cursors {
  /** The parameter that carries a cursor. */
  static final String CURSOR = "cursor";

  private static final String ALGORITHM = "HmacSHA256";
  private static final byte FORMAT = 1;
  private static final int SIGNATURE = 16;
  private static final int LONGEST = 512;

  private final SecretKeySpec key;

  /**
   * Signs with a key.
   *
   * @param key the same for all instances, not empty
   */
  Cursors(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * The cursor of a position.
   *
   * @param list the list and its filter, as {@link Query#binding} has them
   */
  String seal(String list, byte[] position) {
    byte[] cursor =
        ByteBuffer.allocate(1 + SIGNATURE + position.length)
            .put(FORMAT)
            .put(signature(list, position))
            .put(position)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  /** The position that a cursor was made of; empty if it was not made here for this list. */
  Optional<byte[]> open(String list, String cursor) {
    if (cursor.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.length < 1 + SIGNATURE || bytes[0] != FORMAT) {
      return Optional.empty();
    }
    byte[] signed = Arrays.copyOfRange(bytes, 1, 1 + SIGNATURE);
    byte[] position = Arrays.copyOfRange(bytes, 1 + SIGNATURE, bytes.length);
    // Another spelling of the same bytes is refused, too: a cursor has one form.
    boolean ours =
        MessageDigest.isEqual(signed, signature(list, position))
            && cursor.equals(seal(list, position));
    return ours ? Optional.of(position) : Optional.empty();
  }

  /**
   * The position of a request.
   *
   * @return empty for the first page
   * @throws ProblemException if the cursor is not one of this list and filter
   */
  Optional<byte[]> of(Query query, String list) {
    String cursor = query.text(CURSOR);
    if (cursor == null) {
      return Optional.empty();
    }
    return Optional.of(
        open(list, cursor)
            .orElseThrow(
                () ->
                    ProblemException.refused(
                        CURSOR,
                        "The value must be a next_cursor of the same list with the same filter;"
                            + " leave it out to begin again.")));
  }

  private byte[] signature(String list, byte[] position) {
    byte[] bound = list.getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(FORMAT);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bound.length).array());
      mac.update(bound);
      return Arrays.copyOf(mac.doFinal(position), SIGNATURE);
    } catch (GeneralSecurityException noSuchAlgorithm) {
      throw new IllegalStateException(noSuchAlgorithm);
    }
  }
}
