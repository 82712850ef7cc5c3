package dev.threeway.benchmarks.redis;

import dev.threeway.benchmarks.contender.ContenderSettings;

/** The contender {@code redis-batched}. */
public final class RedisBatchedMain {
  /** Larger batches than Kafka's default gives cost latency and bring little. */
  private static final int MAX_POLL_RECORDS = 2_000;

  private RedisBatchedMain() {}

  /** Takes no arguments: everything is a system property of the contract. */
  public static void main(String[] args) {
    new RedisService(ContenderSettings.fromSystemProperties(), MAX_POLL_RECORDS, PollByPoll::new)
        .run();
  }
}
