package dev.threeway.deploy.it;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.simulator.app.KafkaLegSink;
import dev.threeway.simulator.app.Progress;
import dev.threeway.simulator.app.Simulation;
import dev.threeway.simulator.app.SimulationSettings;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.truth.Truth;
import dev.threeway.simulator.truth.TruthWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Traffic that goes on in the background until it is closed. */
final class SteadyTraffic implements AutoCloseable {
  private static final int RATE = 30;

  private final Simulation simulation;
  private final CompletableFuture<Void> run;
  private final Path truthFile;

  SteadyTraffic(Addresses addresses, Path truthFile, long seed) {
    this(addresses, truthFile, seed, "all,amount=5%,missing=5%");
  }

  SteadyTraffic(Addresses addresses, Path truthFile, long seed, String faults) {
    this.truthFile = truthFile;
    System.err.println("traffic with seed " + seed);
    simulation =
        Simulation.live(
            SimulationSettings.builder()
                .transactions(0)
                .rate(RATE)
                .seed(seed)
                .faults(FaultPlan.parse(faults))
                .window(Duration.ofSeconds(7))
                .grace(Duration.ofSeconds(1))
                .legDelay(Duration.ofSeconds(1))
                .build(),
            InstantSource.system());
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            addresses.bootstrapServers(),
            "schema.registry.url",
            addresses.registryUrl());
    run =
        CompletableFuture.runAsync(
            () -> {
              try (KafkaLegSink sink = new KafkaLegSink(client);
                  TruthWriter truth = new TruthWriter(truthFile)) {
                simulation.run(sink, truth, Progress.NONE);
              }
            });
  }

  /** Whether it has not ended by itself, which would make a test of what goes on under it empty. */
  boolean runs() {
    return !run.isDone();
  }

  /** Ends it; returns what was sent. */
  Truth end() {
    close();
    return Truth.read(truthFile);
  }

  @Override
  public void close() {
    simulation.stop();
    run.join();
  }
}
