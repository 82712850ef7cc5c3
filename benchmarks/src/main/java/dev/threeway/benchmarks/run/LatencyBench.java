package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.cluster.TopicAdmin;
import dev.threeway.benchmarks.cluster.TopicScan;
import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.input.LiveTraffic;
import dev.threeway.benchmarks.report.Latency;
import dev.threeway.benchmarks.run.MismatchReader.Seen;
import dev.threeway.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How long a break takes from the append of the leg that decides it to the mismatch that a reader
 * with {@code read_committed} gets. The broker stamps each leg when it appends it, the reader looks
 * at the same clock when it gets the record, and the mismatch itself says which legs decided it.
 */
public final class LatencyBench {
  /** Until the last deadline's mismatches must have come. */
  private static final Duration AFTER_THE_LAST_DEADLINE = Duration.ofSeconds(4);

  private static final int DIGITS = 3;

  private final Cluster cluster;
  private final LatencySettings settings;
  private final Contender engine;
  private final Progress progress;

  /**
   * A benchmark on one cluster.
   *
   * @param engine the engine as it ships
   */
  public LatencyBench(
      Cluster cluster, LatencySettings settings, Contender engine, Progress progress) {
    this.cluster = cluster;
    this.settings = settings;
    this.engine = engine;
    this.progress = progress;
  }

  /** Measures every load with every commit interval. */
  public List<Latency> run() {
    List<Latency> latencies = new ArrayList<>();
    for (Duration interval : settings.commitIntervals()) {
      for (int load : settings.legsPerSecond()) {
        Latency latency = measure(load, interval);
        latencies.add(latency);
        progress.done(
            String.format(
                Locale.ROOT,
                "%,d legs/s, committed every %d ms: p50 %d ms, p99 %d ms",
                load,
                interval.toMillis(),
                latency.mismatches().getValueAtPercentile(50),
                latency.mismatches().getValueAtPercentile(99)));
      }
    }
    return latencies;
  }

  private Latency measure(int load, Duration interval) {
    String runId = "latency-%d-%d".formatted(load, interval.toMillis());
    Path folder = cluster.directory().resolve("runs").resolve(runId);
    try (TopicAdmin admin = new TopicAdmin(cluster.bootstrapServers())) {
      List<String> topics = new ArrayList<>(Topics.INPUTS);
      topics.addAll(engine.results().topics());
      admin.createEmpty(topics, settings.partitions());
      admin.stampAtAppend(Topics.INPUTS);
      try (EngineProcess running =
          EngineProcess.start(
              engine,
              cluster,
              new EngineProcess.Settings(
                  runId,
                  Folders.recreate(folder.resolve("state")),
                  cluster.httpPort(),
                  settings.threads(),
                  settings.heapMb(),
                  interval,
                  settings.window(),
                  settings.grace(),
                  Map.of()))) {
        Latency latency = measure(load, interval, running);
        running.stop();
        admin.delete(admin.startingWith(runId + "-"));
        return latency;
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private Latency measure(int load, Duration interval, EngineProcess running) {
    MismatchReader reader = MismatchReader.start(cluster.bootstrapServers(), cluster.registryUrl());
    LiveTraffic.Sent sent;
    List<Seen> seen;
    try {
      sent =
          new LiveTraffic(cluster, progress::at)
              .send(
                  load,
                  settings.warmUp().plus(settings.measured()),
                  settings.window(),
                  settings.grace(),
                  settings.seed());
      long end = sent.lastDeadline().plus(AFTER_THE_LAST_DEADLINE).toEpochMilli();
      while (System.currentTimeMillis() < end) {
        running.process().requireAlive();
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    } finally {
      seen = reader.stop();
    }
    long countsFrom = sent.begun().plus(settings.warmUp()).toEpochMilli();
    return latency(load, sent.legsPerSecond(), interval, counted(seen, countsFrom));
  }

  private static List<Seen> counted(List<Seen> seen, long from) {
    List<Seen> counted = seen.stream().filter(one -> one.at() >= from).toList();
    if (counted.isEmpty()) {
      throw new BenchmarkException("no mismatch came; make the run longer");
    }
    return counted;
  }

  private Latency latency(int load, double sent, Duration interval, List<Seen> seen) {
    Map<String, Long> appendedAt = new HashMap<>();
    seen.stream()
        .filter(one -> !one.missing())
        .flatMap(one -> one.evidence().stream())
        .forEach(leg -> appendedAt.put(leg, 0L));
    TopicScan.read(
        cluster.bootstrapServers(),
        Topics.INPUTS,
        record ->
            appendedAt.computeIfPresent(
                "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset()),
                (leg, unknown) -> record.timestamp()));
    Histogram mismatches = new Histogram(DIGITS);
    Histogram missing = new Histogram(DIGITS);
    for (Seen one : seen) {
      if (one.missing()) {
        missing.recordValue(Math.max(0, one.at() - one.deadline()));
      } else {
        long decided = one.evidence().stream().mapToLong(appendedAt::get).max().orElseThrow();
        mismatches.recordValue(Math.max(0, one.at() - decided));
      }
    }
    return new Latency(load, sent, interval.toMillis(), mismatches, missing);
  }
}
