package dev.threeway.queryapi.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What cursors are signed with. Every instance of an application has to come to the same: a cursor
 * that one gave is read by another. Where no key is set it is made of the application id, which
 * they share; whoever knows that can then make up positions in lists that he may read anyway.
 */
final class CursorKey {
  private CursorKey() {}

  static byte[] of(HttpConfig http, String applicationId) {
    String secret = http.cursorKey().orElse("the cursors of " + applicationId);
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException inNoJava) {
      throw new IllegalStateException(inNoJava);
    }
  }
}
