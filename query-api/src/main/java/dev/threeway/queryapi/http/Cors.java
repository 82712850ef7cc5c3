package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.Set;

/** Which pages of other origins may read answers: those on a list, named to the letter. */
final class Cors {
  private static final String ORIGIN = "Origin";
  private static final String METHOD = "Access-Control-Request-Method";
  private static final String MINUTES_10 = "600";

  private final Set<String> origins;

  Cors(Set<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /** Says so in the response, and answers the question that a browser asks first. */
  void apply(Context request) {
    if (origins.isEmpty()) {
      return;
    }
    request.header("Vary", ORIGIN);
    String origin = request.header(ORIGIN);
    if (origin == null || !origins.contains(origin)) {
      return;
    }
    request
        .header("Access-Control-Allow-Origin", origin)
        .header(
            "Access-Control-Expose-Headers",
            "ETag, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, traceparent");
    if (request.method().equals(HandlerType.OPTIONS) && request.header(METHOD) != null) {
      request
          .header("Access-Control-Allow-Methods", "GET, HEAD")
          .header(
              "Access-Control-Allow-Headers",
              "Accept, Authorization, If-None-Match, Last-Event-ID, traceparent")
          .header("Access-Control-Max-Age", MINUTES_10)
          .status(HttpStatus.NO_CONTENT)
          .skipRemainingHandlers();
    }
  }
}
