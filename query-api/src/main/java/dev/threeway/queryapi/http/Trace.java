package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The trace that a request belongs to (W3C Trace Context), made if the caller sent none. */
record Trace(String traceId, String spanId, String flags) {
  static final String HEADER = "traceparent";

  private static final String ATTRIBUTE = "threeway.trace";
  private static final Pattern TRACEPARENT =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);
  private static final String NOT_SAMPLED = "00";

  static Trace of(Context request) {
    return request.attributeOrCompute(ATTRIBUTE, context -> continuing(context.header(HEADER)));
  }

  /**
   * The caller's trace with a span of our own, or a fresh trace where the header is not valid.
   *
   * @param traceparent may be null
   */
  static Trace continuing(String traceparent) {
    Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
    boolean valid =
        matcher.matches()
            && !matcher.group(1).equals("ff")
            && !(matcher.group(1).equals("00") && matcher.group(5) != null)
            && !matcher.group(2).equals(NO_TRACE)
            && !matcher.group(3).equals(NO_SPAN);
    return valid
        ? new Trace(matcher.group(2), randomHex(8), matcher.group(4))
        : new Trace(randomHex(16), randomHex(8), NOT_SAMPLED);
  }

  /** The header for whoever is asked next. */
  String traceparent() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    do {
      ThreadLocalRandom.current().nextBytes(random);
    } while (random[bytes - 1] == 0);
    return HexFormat.of().formatHex(random);
  }
}
