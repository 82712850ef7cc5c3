package dev.threeway.benchmarks.peers;

import dev.threeway.benchmarks.cluster.RedisServer;
import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.contender.Installation;
import dev.threeway.benchmarks.contender.ProcessSpec;
import dev.threeway.benchmarks.contender.Results;
import dev.threeway.benchmarks.contender.Service;
import dev.threeway.benchmarks.redis.RedisBatchedMain;
import dev.threeway.benchmarks.redis.RedisMain;
import java.util.Optional;
import java.util.Set;

/** The usual reconciliation service, as it is mostly written and as it can be written. */
public final class RedisContender implements Contender {
  private static final long LEG_BY_LEG_TRANSACTIONS = 20_000;
  private static final long BATCHED_TRANSACTIONS = 200_000;

  private final String name;
  private final String about;
  private final Class<?> mainClass;
  private final long mostTransactions;

  private RedisContender(String name, String about, Class<?> mainClass, long mostTransactions) {
    this.name = name;
    this.about = about;
    this.mainClass = mainClass;
    this.mostTransactions = mostTransactions;
  }

  /** A round trip for each command, a transaction for each row. */
  public static Contender legByLeg() {
    return new RedisContender(
        "redis",
        "consumer group, legs in Redis with a time to live, verdicts in PostgreSQL, each by itself;"
            + " at least once",
        RedisMain.class,
        LEG_BY_LEG_TRANSACTIONS);
  }

  /** Everything of a poll together. */
  public static Contender batched() {
    return new RedisContender(
        "redis-batched",
        "the same with Redis pipelined and PostgreSQL written in one batch for each poll; at least"
            + " once",
        RedisBatchedMain.class,
        BATCHED_TRANSACTIONS);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public ProcessSpec process(ContenderSettings settings, Installation installation) {
    return ProcessSpec.of(mainClass, settings, installation);
  }

  @Override
  public Results results() {
    return new Results.VerdictTable("bench.verdicts");
  }

  @Override
  public Optional<String> unavailable(Installation installation) {
    return RedisServer.unavailable();
  }

  @Override
  public Set<Service> services() {
    return Set.of(Service.REDIS, Service.POSTGRES);
  }

  @Override
  public long mostTransactions() {
    return mostTransactions;
  }
}
