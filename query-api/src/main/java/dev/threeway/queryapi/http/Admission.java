package dev.threeway.queryapi.http;

import io.javalin.http.Context;

/**
 * What every request has to pass before a route sees it: who is asking, how often, and whether they
 * may. Thread-safe.
 */
record Admission(Guard guard, RateLimits limits) {
  /**
   * Admits a request.
   *
   * @throws ProblemException if it is not admitted
   */
  void admit(Route route, Context request) {
    try {
      guard.identify(route, request);
    } catch (ProblemException unknown) {
      // Who tries out tokens counts by address.
      limits.take(route, request);
      throw unknown;
    }
    limits.take(route, request);
    guard.authorize(route, request);
  }
}
