package dev.threeway.queryapi.push;

import java.time.Instant;

/**
 * The state of an instance has changed.
 *
 * @param instance {@code host:port}; null while the instance has no name yet
 * @param previous the state of the engine before; null where that did not change
 * @param engine the state of the engine in one word
 * @param lag how many records the instance is behind; null where that is not the matter
 */
public record Incident(
    Kind kind, Instant at, String instance, String previous, String engine, Long lag) {
  /** What has changed. */
  public enum Kind {
    /** The state of the engine. */
    ENGINE,
    /** The instance has fallen further behind its input than the threshold. */
    LAG_BEGAN,
    /** It has caught up to half the threshold. */
    LAG_ENDED,
    /** The instance stops and closes the stream. */
    STOPPING
  }
}
