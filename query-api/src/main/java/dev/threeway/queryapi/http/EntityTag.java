package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The tag of a representation: a hash of its bytes, so that every instance gives the same. */
final class EntityTag {
  static final String HEADER = "ETag";
  static final String CONDITION = "If-None-Match";

  private static final int BYTES = 16;
  private static final String WEAK = "W/";

  private EntityTag() {}

  /** Tags a good answer, and withholds its content from a caller that has it. */
  static void apply(Context request) throws IOException {
    InputStream content = request.resultInputStream();
    if (request.statusCode() != HttpStatus.OK.getCode() || content == null) {
      return;
    }
    byte[] bytes = content.readAllBytes();
    String tag = of(bytes);
    request.header(HEADER, tag);
    if (isAmong(request.header(CONDITION), tag)) {
      request.status(HttpStatus.NOT_MODIFIED).result(new byte[0]);
      request.res().setContentType(null);
    } else {
      request.result(new ByteArrayInputStream(bytes));
    }
  }

  static String of(byte[] content) {
    byte[] hash = sha256().digest(content);
    return '"' + HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)) + '"';
  }

  /** Whether a condition holds the tag; weak and strong tags count as equal (RFC 9110, 13.1.2). */
  private static boolean isAmong(String condition, String tag) {
    if (condition == null) {
      return false;
    }
    for (String each : condition.split(",", -1)) {
      String candidate = each.trim();
      if (candidate.equals("*") || withoutWeakness(candidate).equals(tag)) {
        return true;
      }
    }
    return false;
  }

  private static String withoutWeakness(String tag) {
    return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
