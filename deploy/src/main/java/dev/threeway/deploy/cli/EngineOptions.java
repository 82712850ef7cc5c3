package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.LocalStackBuilder;
import picocli.CommandLine.Option;

/** How the engine is set; shared by the commands that start one. */
final class EngineOptions {
  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "30s",
      description =
          "The largest time between the first and the last report of a transaction, such as 30s or 5m. Default: ${DEFAULT-VALUE}.")
  private String window;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "5s",
      description =
          "How much longer the engine waits for a report that is out of order. Default: ${DEFAULT-VALUE}.")
  private String grace;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "6",
      description = "Partitions of every topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  void applyTo(LocalStackBuilder builder) {
    builder
        .partitions(partitions)
        .engine("threeway.engine.window", window)
        .engine("threeway.engine.grace", grace);
  }
}
