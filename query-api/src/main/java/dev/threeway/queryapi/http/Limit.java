package dev.threeway.queryapi.http;

/**
 * How often one caller may ask for one resource within {@link RateLimits#WINDOW}.
 *
 * @param name stands in the {@code RateLimit} headers
 * @param requests 0 for what is configured
 */
record Limit(String name, int requests) {
  static final Limit USUAL = new Limit("usual", 0);

  /** For the probes of an orchestrator, which has to be answered. */
  static final Limit NONE = new Limit("none", Integer.MAX_VALUE);

  static Limit of(String name, int requests) {
    return new Limit(name, requests);
  }
}
