package dev.threeway.benchmarks.tls;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.ProcessUsage;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.simulator.app.KafkaLegSink;
import dev.threeway.simulator.app.LegSink;
import dev.threeway.simulator.app.Simulation;
import dev.threeway.simulator.app.SimulationSettings;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.faults.Leg;
import dev.threeway.simulator.truth.TruthWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Legs that wait on the topics of one side, and how its engine takes them in. */
final class Backlog implements AutoCloseable {
  private static final int PER_SECOND = 10_000;
  private static final Duration BEFORE_NOW = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration NO_PROGRESS = Duration.ofMinutes(2);
  private static final int SAMPLE = 10_000;

  private final Side side;
  private final Admin admin;

  /** A moment: what has been committed and used by then. */
  private record Moment(long nanos, long committed, Duration engine, Duration broker) {}

  /** Passes legs on, and keeps the ids of some transactions. */
  private record Sampling(LegSink sink, Set<String> ids) implements LegSink {
    @Override
    public void send(Leg leg, Consumer<Leg> confirmed) {
      if (ids.size() < SAMPLE) {
        ids.add(leg.txnId());
      }
      sink.send(leg, confirmed);
    }

    @Override
    public void finish(Instant lastDeadline) {
      sink.finish(lastDeadline);
    }

    @Override
    public void close() {
      sink.close();
    }
  }

  Backlog(Side side) {
    this.side = side;
    this.admin = Admin.create(side.observer());
  }

  /**
   * Writes faultless transactions; the engine does not run.
   *
   * @param folder for what the simulator notes
   * @return the ids of some of them
   */
  List<String> fill(TlsPlan plan, int round, Path folder) {
    Duration length = Duration.ofSeconds(plan.transactions() / PER_SECOND + 1);
    Instant start = InstantSource.system().instant().minus(BEFORE_NOW).minus(length);
    SimulationSettings settings =
        SimulationSettings.builder()
            .transactions(plan.transactions())
            .rate(PER_SECOND)
            .seed(plan.seed())
            .faults(FaultPlan.none())
            .runId("round" + round)
            .build();
    try (Sampling sink = new Sampling(new KafkaLegSink(side.writer()), new LinkedHashSet<>());
        TruthWriter truth = new TruthWriter(folder.resolve(side.name() + "-truth.ndjson"))) {
      var unused =
          Simulation.replay(settings, start, InstantSource.system()).run(sink, truth, update -> {});
      return new ArrayList<>(sink.ids());
    }
  }

  /** How many legs the engine has committed, of those that are there. */
  long committed() {
    Map<TopicPartition, OffsetAndMetadata> found =
        get(admin.listConsumerGroupOffsets(side.group()).partitionsToOffsetAndMetadata());
    return found.values().stream()
        .filter(each -> each != null)
        .mapToLong(each -> each.offset())
        .sum();
  }

  private long written() {
    Map<TopicPartition, OffsetSpec> latest =
        get(admin.describeTopics(Topics.INPUTS).allTopicNames()).values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(one -> new TopicPartition(topic.name(), one.partition())))
            .collect(Collectors.toMap(Function.identity(), one -> OffsetSpec.latest()));
    return get(admin.listOffsets(latest).all()).values().stream()
        .mapToLong(each -> each.offset())
        .sum();
  }

  /**
   * Watches the engine until it has committed everything. Its start is not in it: the clock begins
   * with the first commit that is seen.
   *
   * @param before what was committed before it started
   */
  Turn.Work catchUp(long before) {
    long end = written();
    Moment begin = null;
    long since = System.nanoTime();
    long seen = before;
    while (true) {
      if (!side.engine().isAlive()) {
        throw new BenchmarkException("the engine of %s has ended".formatted(side.name()));
      }
      Moment now = now();
      if (now.committed > seen) {
        seen = now.committed;
        since = now.nanos;
        begin = begin == null ? now : begin;
      }
      if (now.committed >= end && begin != null) {
        return work(begin, now);
      }
      if (now.nanos - since > NO_PROGRESS.toNanos()) {
        throw new BenchmarkException(
            "the engine of %s has committed nothing for %d s"
                .formatted(side.name(), NO_PROGRESS.toSeconds()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private Moment now() {
    return new Moment(
        System.nanoTime(),
        committed(),
        ProcessUsage.cpu(List.of(side.engine())),
        ProcessUsage.cpu(List.of(side.broker())));
  }

  private static Turn.Work work(Moment begin, Moment end) {
    if (end.committed == begin.committed) {
      throw new BenchmarkException("too few transactions: the first commit was the last");
    }
    return new Turn.Work(
        end.committed - begin.committed,
        (end.nanos - begin.nanos) / 1e9,
        seconds(end.engine.minus(begin.engine)),
        seconds(end.broker.minus(begin.broker)));
  }

  static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException refused) {
      throw new BenchmarkException("the broker does not answer: " + refused.getMessage(), refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
