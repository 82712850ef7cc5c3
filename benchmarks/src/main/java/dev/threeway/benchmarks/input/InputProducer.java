package dev.threeway.benchmarks.input;

import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.cluster.TopicAdmin;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.simulator.app.KafkaLegSink;
import dev.threeway.simulator.app.RunSummary;
import dev.threeway.simulator.app.Simulation;
import dev.threeway.simulator.app.SimulationSettings;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.truth.TruthWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts traffic on topics, as fast as it can. Event times lie in the past, close together as those
 * of a busy day, and end a minute ago, so that nothing is ahead of the clock.
 */
public final class InputProducer {
  private static final Duration BEFORE_NOW = Duration.ofMinutes(1);
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final long SHORTEST_STRETCH = 3_000;
  private static final long LONGEST_STRETCH = 20_000;
  private static final int STRETCH_SHARE = 50;

  private final Cluster cluster;
  private final Consumer<String> progress;

  /**
   * A producer for one cluster.
   *
   * @param progress is told what goes on, a line at a time
   */
  public InputProducer(Cluster cluster, Consumer<String> progress) {
    this.cluster = cluster;
    this.progress = progress;
  }

  /**
   * Creates the topics and fills them.
   *
   * @param prefix of the names of the topics; empty for the product's own
   */
  public Input produce(InputPlan plan, String prefix) {
    List<String> topics = Topics.INPUTS.stream().map(prefix::concat).toList();
    try (TopicAdmin admin = new TopicAdmin(cluster.bootstrapServers())) {
      admin.createEmpty(topics, plan.partitions());
    }
    try (KafkaLegSink sink = new KafkaLegSink(client(), prefix::concat)) {
      return produce(plan, topics, prefix, sink);
    }
  }

  /**
   * Adds transactions to what lies on the product's own topics, with nothing after them.
   *
   * @return how many legs
   */
  public long append(InputPlan plan) {
    Instant start =
        InstantSource.system()
            .instant()
            .minus(BEFORE_NOW)
            .minus(seconds(plan.transactions(), plan));
    try (KafkaLegSink sink = new KafkaLegSink(client())) {
      Path truth = cluster.directory().resolve("truth.ndjson");
      return run(plan, "bench", start, sink, truth).totals().legs();
    }
  }

  private Map<String, Object> client() {
    return Map.of(
        "bootstrap.servers",
        cluster.bootstrapServers(),
        "schema.registry.url",
        cluster.registryUrl());
  }

  private Input produce(InputPlan plan, List<String> topics, String prefix, KafkaLegSink sink) {
    Path truth = cluster.directory().resolve(prefix + "truth.ndjson");
    String runId = "bench";
    Duration patience = plan.window().plus(plan.grace());
    long stretch =
        Math.max(SHORTEST_STRETCH, Math.min(LONGEST_STRETCH, plan.transactions() / STRETCH_SHARE));
    // What comes after the transactions that are judged: two stretches, each a few deadlines later.
    Duration after =
        seconds(stretch, plan).multipliedBy(2).plus(patience.multipliedBy(5)).plusSeconds(20);
    Instant start =
        InstantSource.system()
            .instant()
            .minus(BEFORE_NOW)
            .minus(after)
            .minus(seconds(plan.transactions(), plan));
    RunSummary judged = run(plan, runId, start, sink, truth);
    Instant first = judged.lastDeadline().plus(MOMENT);
    RunSummary driving = run(faultless(plan, stretch), "after1", first, sink, unread(prefix));
    // A verdict that one join gives late passes through a second with a grace of its own.
    Instant second = driving.lastDeadline().plus(patience.multipliedBy(2)).plus(MOMENT);
    RunSummary last = run(faultless(plan, stretch), "after2", second, sink, unread(prefix));
    long legs = judged.totals().legs() + driving.totals().legs() + last.totals().legs();
    return new Input(topics, runId, plan.transactions(), legs, truth);
  }

  private RunSummary run(
      InputPlan plan, String runId, Instant start, KafkaLegSink sink, Path truthFile) {
    SimulationSettings settings =
        SimulationSettings.builder()
            .transactions(plan.transactions())
            .rate(plan.perSecond())
            .seed(plan.seed())
            .faults(plan.faults())
            .runId(runId)
            .window(plan.window())
            .grace(plan.grace())
            .timestampTolerance(InputPlan.TIMESTAMP_TOLERANCE)
            .legDelay(InputPlan.SPREAD)
            .build();
    try (TruthWriter truth = new TruthWriter(truthFile)) {
      return Simulation.replay(settings, start, InstantSource.system())
          .run(
              sink,
              truth,
              update ->
                  progress.accept(
                      "input: %,d of %,d transactions, %,d legs"
                          .formatted(
                              update.transactions(), update.ofTransactions(), update.legs())));
    }
  }

  private Path unread(String prefix) {
    return cluster.directory().resolve(prefix + "after.ndjson");
  }

  private static InputPlan faultless(InputPlan plan, long transactions) {
    return new InputPlan(
        transactions,
        plan.perSecond(),
        plan.seed(),
        FaultPlan.none(),
        plan.partitions(),
        plan.window(),
        plan.grace());
  }

  private static Duration seconds(long transactions, InputPlan plan) {
    return Duration.ofSeconds(transactions / plan.perSecond() + 1);
  }
}
