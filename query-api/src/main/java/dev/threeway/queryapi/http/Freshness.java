package dev.threeway.queryapi.http;

import java.time.Duration;

/** How long an answer may be kept, by us and by its caller. */
enum Freshness {
  /** Personal data, or true for this moment alone. */
  NO_STORE("no-store", Duration.ZERO),
  /** Counters of this moment. */
  STATISTICS("private, max-age=5", Duration.ofSeconds(5)),
  /** Series over hours and days. */
  SUMMARY("private, max-age=30", Duration.ofSeconds(30)),
  /** What changes with a release or a restart. */
  REFERENCE("private, max-age=300", Duration.ofMinutes(5));

  private final String header;
  private final Duration lifetime;

  Freshness(String header, Duration lifetime) {
    this.header = header;
    this.lifetime = lifetime;
  }

  /** The value of {@code Cache-Control}. */
  String header() {
    return header;
  }

  Duration lifetime() {
    return lifetime;
  }
}
