package dev.threeway.benchmarks.redis;

import dev.threeway.benchmarks.contender.ContenderSettings;

/** The contender {@code redis}. */
public final class RedisMain {
  /** Kafka's default. */
  private static final int MAX_POLL_RECORDS = 500;

  private RedisMain() {}

  /** Takes no arguments: everything is a system property of the contract. */
  public static void main(String[] args) {
    new RedisService(ContenderSettings.fromSystemProperties(), MAX_POLL_RECORDS, LegByLeg::new)
        .run();
  }
}
