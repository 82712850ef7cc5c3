package dev.threeway.benchmarks.input;

import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.simulator.app.KafkaLegSink;
import dev.threeway.simulator.app.RunSummary;
import dev.threeway.simulator.app.Simulation;
import dev.threeway.simulator.app.SimulationSettings;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.truth.TruthWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Traffic at a steady rate, by the wall clock. */
public final class LiveTraffic {
  /** So many that also a low load has enough of them to measure. */
  private static final String FAULTS = "amount=5%,status=5%,missing=2%";

  private static final int LEGS = 3;

  private final Cluster cluster;
  private final Consumer<String> progress;

  /**
   * What was sent.
   *
   * @param begun when the first leg was
   * @param lastDeadline when the last MISSING break comes due
   * @param legsPerSecond the rate at which legs were really sent
   */
  public record Sent(Instant begun, Instant lastDeadline, double legsPerSecond) {}

  /** Traffic for one cluster. */
  public LiveTraffic(Cluster cluster, Consumer<String> progress) {
    this.cluster = cluster;
    this.progress = progress;
  }

  /** Sends legs for some time; returns when they have arrived. */
  public Sent send(int legsPerSecond, Duration time, Duration window, Duration grace, long seed) {
    int rate = Math.max(1, legsPerSecond / LEGS);
    SimulationSettings settings =
        SimulationSettings.builder()
            .transactions(Math.max(1, rate * time.toSeconds()))
            .rate(rate)
            .seed(seed)
            .faults(FaultPlan.parse(FAULTS))
            .window(window)
            .grace(grace)
            .timestampTolerance(InputPlan.TIMESTAMP_TOLERANCE)
            .legDelay(InputPlan.SPREAD)
            .build();
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "schema.registry.url",
            cluster.registryUrl());
    Instant begun = InstantSource.system().instant();
    try (KafkaLegSink sink = new KafkaLegSink(client);
        TruthWriter truth = new TruthWriter(cluster.directory().resolve("live.ndjson"))) {
      RunSummary summary =
          Simulation.live(settings, InstantSource.system())
              .run(sink, truth, update -> progress.accept(text(update.legs(), legsPerSecond)));
      double seconds = summary.elapsed().toMillis() / 1e3;
      return new Sent(begun, summary.lastDeadline(), summary.totals().legs() / seconds);
    }
  }

  private static String text(long legs, int wanted) {
    return String.format(Locale.ROOT, "%,d legs at %,d legs/s", legs, wanted);
  }
}
