package dev.threeway.queryapi.audit;

import java.time.Duration;
import java.util.Locale;

/** Patterns of requests that look like an attack, and how many of a kind make one. */
public enum Threat {
  /** Requests of an address or a user that were refused with 401 or 403. */
  REPEATED_REFUSALS(10),
  /**
   * A token that nobody but a forger makes: a bad signature, another algorithm, a key of its own.
   */
  FORGED_TOKEN(1),
  /** Cursors that were not given to this user for this list. */
  CURSOR_TAMPERING(3),
  /** Requests for paths at which there is nothing. */
  PROBING(10),
  /** Requests beyond the limit of their caller, which are answered with 429. */
  FLOODING(20);

  /** The time in which they are counted. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private final int threshold;

  Threat(int threshold) {
    this.threshold = threshold;
  }

  /** The name for other programs, such as {@code forged-token}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  int threshold() {
    return threshold;
  }
}
