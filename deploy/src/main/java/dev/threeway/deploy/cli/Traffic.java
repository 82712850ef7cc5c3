package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.Identity;
import dev.threeway.simulator.app.KafkaLegSink;
import dev.threeway.simulator.app.LegSink;
import dev.threeway.simulator.app.Progress.Update;
import dev.threeway.simulator.app.ReplayFileSink;
import dev.threeway.simulator.app.RunSummary;
import dev.threeway.simulator.app.Simulation;
import dev.threeway.simulator.app.SimulationSettings;
import dev.threeway.simulator.truth.TruthWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/** One run of the simulator against a stack, with its progress on a line. */
final class Traffic {
  private final Simulation simulation;
  private final LiveLine line;

  private Traffic(Simulation simulation, LiveLine line) {
    this.simulation = simulation;
    this.line = line;
  }

  /** Traffic that is sent when it is due. */
  static Traffic live(SimulationSettings settings, LiveLine line) {
    return new Traffic(Simulation.live(settings, InstantSource.system()), line);
  }

  /** Traffic under a virtual clock, which is written as fast as it can be. */
  static Traffic recorded(SimulationSettings settings, LiveLine line) {
    return new Traffic(Simulation.replay(settings, InstantSource.system()), line);
  }

  /**
   * Sends everything; returns when it has arrived.
   *
   * @param client settings of Kafka's producer and the serializer
   */
  RunSummary run(Map<String, Object> client, Path truthFile) {
    try (KafkaLegSink sink = new KafkaLegSink(client)) {
      return run(sink, truthFile);
    }
  }

  /** Writes everything to a file that {@code ./recon replay} reads. */
  RunSummary run(Path legsFile, Path truthFile) {
    try (ReplayFileSink sink = new ReplayFileSink(legsFile)) {
      return run(sink, truthFile);
    }
  }

  private RunSummary run(LegSink sink, Path truthFile) {
    try (TruthWriter truth = new TruthWriter(truthFile)) {
      RunSummary summary = simulation.run(sink, truth, update -> line.show(text(update)));
      line.end(
          String.format(
              Locale.ROOT,
              "  %,d transactions, %,d legs, %,d with a fault, in %.1f s",
              summary.totals().transactions(),
              summary.totals().legs(),
              summary.totals().faults().values().stream().mapToLong(Long::longValue).sum(),
              summary.elapsed().toMillis() / 1_000.0));
      return summary;
    }
  }

  RunSummary run(Addresses addresses, Path truthFile) {
    return run(addresses.kafkaClient(Identity.SIMULATOR), truthFile);
  }

  /** Ends the run soon. */
  void stop() {
    simulation.stop();
  }

  private static String text(Update update) {
    String of =
        update.ofTransactions() == 0
            ? ""
            : String.format(Locale.ROOT, " of %,d", update.ofTransactions());
    String left = update.remaining().map(time -> ", " + time.toSeconds() + " s to go").orElse("");
    return String.format(
        Locale.ROOT,
        "  %,d%s transactions, %,d legs, %,d with a fault, %,d transactions/s%s",
        update.transactions(),
        of,
        update.legs(),
        update.faults(),
        update.transactionsPerSecond(),
        left);
  }
}
