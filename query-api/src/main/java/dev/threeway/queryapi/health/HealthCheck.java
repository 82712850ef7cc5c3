package dev.threeway.queryapi.health;

/** Looks at one part of the system. Thread-safe. */
public interface HealthCheck {
  /** The part's name, in lower case. */
  String part();

  /**
   * Asks the part how it is. May take a few seconds.
   *
   * @throws Exception if it does not answer; the message says what happened
   */
  PartHealth look() throws Exception;
}
