package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.topology.app.EngineConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The engine's own settings, which also tune what runs on Kafka Streams beside it. */
final class EngineProperties {
  private EngineProperties() {}

  /** What the engine is told; everything else is as it ships. */
  static Map<String, String> of(ContenderSettings settings) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("threeway.kafka.bootstrap-servers", settings.bootstrapServers());
    properties.put("threeway.registry.url", settings.registryUrl());
    properties.put("threeway.engine.application-id", settings.runId());
    properties.put("threeway.engine.state-dir", settings.stateDir().toString());
    properties.put("threeway.engine.threads", Integer.toString(settings.threads()));
    properties.put("threeway.engine.window", millis(settings.window()));
    properties.put("threeway.engine.grace", millis(settings.grace()));
    properties.put("threeway.engine.commit-interval", millis(settings.commitInterval()));
    properties.put("threeway.engine.record-cache-mb", Integer.toString(settings.cacheMb()));
    properties.put("threeway.engine.rocksdb-mb", Integer.toString(settings.rocksdbMb()));
    return properties;
  }

  /** The same as the engine reads it. */
  static EngineConfig config(ContenderSettings settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(EngineConfig.class)
        .withSources(new PropertiesConfigSource(of(settings), "benchmark", 400))
        .build()
        .getConfigMapping(EngineConfig.class);
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + "ms";
  }
}
