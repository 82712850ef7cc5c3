package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;

/**
 * What is done with a resource by one method. What can be read with GET can be with HEAD, too.
 *
 * @param method as in a request line
 * @param path with {@code {parameters}}, as in the OpenAPI document
 * @param produces the media types that it answers with, most usual first
 * @param freshness how long an answer may be kept
 * @param tagged whether an answer carries an entity tag, and none is sent to who has it already
 * @param limit how often one caller may ask
 */
record Route(
    HandlerType method,
    String path,
    List<String> produces,
    Handler handler,
    Freshness freshness,
    boolean tagged,
    Limit limit) {
  private static final String ATTRIBUTE = "threeway.route";
  private static final String UNMATCHED = "unmatched";

  static final String JSON = "application/json";

  /** Reads a resource; answers are not kept, and the usual limit holds. */
  Route(String path, List<String> produces, Handler handler) {
    this(HandlerType.GET, path, produces, handler);
  }

  /** Does something with a resource; answers are not kept, and the usual limit holds. */
  Route(HandlerType method, String path, List<String> produces, Handler handler) {
    this(method, path, produces, handler, Freshness.NO_STORE, false, Limit.USUAL);
  }

  /** The same, with answers that may be kept. */
  Route kept(Freshness forHowLong) {
    return new Route(method, path, produces, handler, forHowLong, tagged, limit);
  }

  /** The same, with entity tags: for one resource, not for a list. */
  Route withEntityTag() {
    return new Route(method, path, produces, handler, freshness, true, limit);
  }

  /** The same under another limit. */
  Route limited(Limit other) {
    return new Route(method, path, produces, handler, freshness, tagged, other);
  }

  /** The path pattern that a request was routed by; never the path itself, which holds data. */
  static String of(Context request) {
    String path = request.attribute(ATTRIBUTE);
    return path == null ? UNMATCHED : path;
  }

  /** The methods of requests that this answers. */
  List<HandlerType> methods() {
    // Javalin answers HEAD with 200 whatever GET would say, unless it is a route of its own.
    return isRead() ? List.of(method, HandlerType.HEAD) : List.of(method);
  }

  private boolean isRead() {
    return method.equals(HandlerType.GET);
  }

  void handle(Context request, Admission admission) throws Exception {
    request.attribute(ATTRIBUTE, path);
    admission.admit(this, request);
    if (isRead()) {
      RequestContent.refuse(request);
    }
    Negotiation.choose(request.header("Accept"), produces);
    request.header("Cache-Control", freshness.header());
    try {
      admission.auditing().before(this, request);
      handler.handle(request);
      if (tagged) {
        EntityTag.apply(request);
      }
    } catch (Exception failure) {
      admission.auditing().failed(this, request, failure);
      throw failure;
    }
    admission.auditing().answered(this, request);
  }

  /** Whether no route takes a request. */
  static boolean isUnmatched(Context request) {
    return request.attribute(ATTRIBUTE) == null;
  }
}
