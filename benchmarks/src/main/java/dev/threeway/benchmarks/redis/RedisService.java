package dev.threeway.benchmarks.redis;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.verdict.Verdicts;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** The service: as many members of the group as there are threads. */
final class RedisService {
  private static final Logger LOG = LoggerFactory.getLogger(RedisService.class);
  private static final long STOP_PATIENCE_MILLIS = 20_000;
  private static final int FAILED = 1;

  private final ContenderSettings settings;
  private final int maxPollRecords;
  private final WorkFactory factory;

  /** One of the two ways to work. */
  interface WorkFactory {
    LegWork create(Jedis redis, VerdictTable table, Verdicts verdicts, Timing timing);
  }

  RedisService(ContenderSettings settings, int maxPollRecords, WorkFactory factory) {
    this.settings = settings;
    this.maxPollRecords = maxPollRecords;
    this.factory = factory;
  }

  /** Runs until the process is told to stop; a member that fails ends the process. */
  void run() {
    List<LegConsumer> consumers = new ArrayList<>();
    List<Thread> members = new ArrayList<>();
    for (int i = 0; i < settings.threads(); i++) {
      LegConsumer consumer = new LegConsumer(settings, maxPollRecords);
      consumers.add(consumer);
      members.add(new Thread(() -> work(consumer), "member-" + i));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(consumers, members), "shutdown"));
    members.forEach(Thread::start);
  }

  private void work(LegConsumer consumer) {
    HostAndPort address = HostAndPort.from(settings.redis().orElseThrow());
    try (Jedis redis = new Jedis(address);
        VerdictTable table = new VerdictTable(settings.jdbcUrl().orElseThrow())) {
      consumer.run(
          factory.create(
              redis,
              table,
              new Verdicts(settings.timestampTolerance()),
              new Timing(settings.window(), settings.grace())));
    } catch (Exception e) {
      LOG.error("A member of the group failed", e);
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private static void stop(List<LegConsumer> consumers, List<Thread> members) {
    consumers.forEach(LegConsumer::stop);
    try {
      for (Thread member : members) {
        member.join(STOP_PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
