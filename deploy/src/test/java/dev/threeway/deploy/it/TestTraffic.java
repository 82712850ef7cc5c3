package dev.threeway.deploy.it;

import dev.threeway.deploy.check.Verdicts;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.Identity;
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
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** Labelled traffic for a stack that is set as {@link SharedStack} sets it. */
final class TestTraffic {
  private TestTraffic() {}

  /** Sends transactions with the faults of a plan; returns what they were. */
  static Truth send(Addresses addresses, Path file, long seed, long transactions, String faults) {
    return send(addresses, file, seed, transactions, 150, faults);
  }

  /** The same at a rate, in transactions a second. */
  static Truth send(
      Addresses addresses, Path file, long seed, long transactions, int rate, String faults) {
    System.err.println("traffic with seed " + seed);
    SimulationSettings settings =
        SimulationSettings.builder()
            .transactions(transactions)
            .rate(rate)
            .seed(seed)
            .faults(FaultPlan.parse(faults))
            .window(Duration.ofSeconds(7))
            .grace(Duration.ofSeconds(1))
            .legDelay(Duration.ofSeconds(1))
            .build();
    try (KafkaLegSink sink = new KafkaLegSink(addresses.kafkaClient(Identity.SIMULATOR));
        TruthWriter truth = new TruthWriter(file)) {
      Simulation.live(settings, InstantSource.system()).run(sink, truth, Progress.NONE);
    }
    return Truth.read(file);
  }

  /**
   * What is found in the end: as it should be, or as it is when that does not come. What was turned
   * away is left out: tests that share a stack have it in common.
   */
  static Verdicts awaitVerdicts(Truth truth, Addresses addresses, Duration patience) {
    AtomicReference<Verdicts> last = new AtomicReference<>();
    try {
      Awaitility.await()
          .atMost(patience)
          .pollInterval(Duration.ofMillis(500))
          .ignoreExceptions()
          .until(
              () -> {
                last.set(Verdicts.read(truth, addresses));
                return last.get().decided() && last.get().everyBreakFound();
              });
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      if (last.get() == null) {
        throw e;
      }
    }
    return last.get();
  }
}
