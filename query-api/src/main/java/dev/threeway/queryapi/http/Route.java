package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;

/**
 * A resource that can be read with GET and HEAD.
 *
 * @param path with {@code {parameters}}, as in the OpenAPI document
 * @param produces the media types that it answers with, most usual first
 */
record Route(String path, List<String> produces, Handler handler) {
  private static final String ATTRIBUTE = "threeway.route";
  private static final String UNMATCHED = "unmatched";

  static final String JSON = "application/json";

  /** The path pattern that a request was routed by; never the path itself, which holds data. */
  static String of(Context request) {
    String path = request.attribute(ATTRIBUTE);
    return path == null ? UNMATCHED : path;
  }

  void handle(Context request) throws Exception {
    request.attribute(ATTRIBUTE, path);
    Negotiation.choose(request.header("Accept"), produces);
    handler.handle(request);
  }
}
