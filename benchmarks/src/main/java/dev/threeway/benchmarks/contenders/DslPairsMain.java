package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.topology.reference.ReferenceJoins;
import java.util.Map;

/** The process of the three pairwise joins. */
public final class DslPairsMain {
  private DslPairsMain() {}

  /** Runs until SIGTERM; settings by system properties. */
  public static void main(String[] args) {
    ContenderSettings settings = ContenderSettings.fromSystemProperties();
    StreamsProcess.run(
        ReferenceJoins.pairwise(
            settings.window(),
            settings.grace(),
            Map.of("schema.registry.url", settings.registryUrl())),
        settings,
        Map.of());
  }
}
