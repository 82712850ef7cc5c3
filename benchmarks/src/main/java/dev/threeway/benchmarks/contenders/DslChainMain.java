package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.topology.reference.ReferenceJoins;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig.InternalConfig;

/** The process of {@code (core ⟗ gateway) ⟗ mobile}. */
public final class DslChainMain {
  /**
   * The DSL looks for legs that stayed alone at most once in this time, in milliseconds. Its
   * default, a second, would leave some unsaid when the input ends.
   */
  private static final Map<String, Object> LOOK_FOR_LONELY_LEGS =
      Map.of(InternalConfig.EMIT_INTERVAL_MS_KSTREAMS_OUTER_JOIN_SPURIOUS_RESULTS_FIX, 100L);

  private DslChainMain() {}

  /** Runs until SIGTERM; settings by system properties. */
  public static void main(String[] args) {
    ContenderSettings settings = ContenderSettings.fromSystemProperties();
    // A lonely leg reaches the second join window + grace late.
    Duration secondGrace = settings.window().plus(settings.grace()).multipliedBy(2);
    StreamsProcess.run(
        ReferenceJoins.chain(
            settings.window(),
            settings.grace(),
            secondGrace,
            Map.of("schema.registry.url", settings.registryUrl())),
        settings,
        LOOK_FOR_LONELY_LEGS);
  }
}
