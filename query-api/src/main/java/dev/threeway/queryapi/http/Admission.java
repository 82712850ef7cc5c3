package dev.threeway.queryapi.http;

import io.javalin.http.Context;

/**
 * What every request has to pass before a route sees it: who is asking, how often, and whether they
 * may; and what is recorded of that. Thread-safe.
 */
record Admission(PeerDoor peers, Guard guard, RateLimits limits, Auditing auditing) {
  /**
   * Admits a request.
   *
   * @throws ProblemException if it is not admitted
   */
  void admit(Route route, Context request) {
    try {
      peers.refuseStrangers(request);
      guard.identify(route, request);
    } catch (ProblemException unknown) {
      auditing.watch(request);
      // Who tries out tokens counts by address; nor is more recorded than the limit lets pass.
      take(route, request);
      auditing.denied(route, request);
      throw unknown;
    }
    take(route, request);
    auditing.seen(request);
    try {
      guard.authorize(route, request);
    } catch (ProblemException forbidden) {
      auditing.watch(request);
      auditing.denied(route, request);
      throw forbidden;
    }
  }

  private void take(Route route, Context request) {
    try {
      limits.take(route, request);
    } catch (ProblemException tooMany) {
      auditing.watchTooMany(request);
      throw tooMany;
    }
  }
}
