package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import io.javalin.http.Context;

/** What the coverage of an answer means for its response. */
final class Coverages {
  private Coverages() {}

  /**
   * Refuses an answer that is not what the caller puts up with, and lets nobody keep one that is
   * not whole.
   *
   * @throws dev.threeway.queryapi.live.NotReadableException if a strict caller misses a partition
   */
  static void declare(Context request, Coverage coverage, Consistency consistency) {
    if (consistency.strict()) {
      coverage.requireComplete();
    }
    if (!coverage.isComplete() || coverage.isStale()) {
      request.header("Cache-Control", Freshness.NO_STORE.header());
    }
  }
}
