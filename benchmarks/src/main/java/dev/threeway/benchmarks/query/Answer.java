package dev.threeway.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer to be judged.
 *
 * @param instance who gave it
 * @param retryAfter whether it says when to come back
 * @param atMillis when it came, in milliseconds since the epoch
 */
record Answer(
    Question question,
    String instance,
    int status,
    boolean retryAfter,
    JsonNode body,
    long atMillis) {
  boolean isStale() {
    return body.path("stale").asBoolean();
  }
}
