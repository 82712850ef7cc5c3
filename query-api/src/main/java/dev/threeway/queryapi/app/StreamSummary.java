package dev.threeway.queryapi.app;

import dev.threeway.queryapi.live.LiveEngine;
import dev.threeway.queryapi.live.NotReadableException;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.queryapi.live.Statistics;
import dev.threeway.queryapi.push.InstanceSummary;
import dev.threeway.queryapi.push.OpenBreakCounts;
import dev.threeway.schemas.records.Severity;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/** What the stream tells about this instance, from the engine and its stores. Thread-safe. */
final class StreamSummary implements InstanceSummary {
  private static final String LAG = "records-lag-max";
  private static final String CONSUMER_LAG_GROUP = "consumer-fetch-manager-metrics";

  private final LiveEngine live;
  private final InstantSource clock;
  private volatile KafkaStreams streams;
  private volatile String self;

  StreamSummary(LiveEngine live, InstantSource clock) {
    this.live = live;
    this.clock = clock;
  }

  /** Tells of these streams from here on. */
  void attach(KafkaStreams running, String instance) {
    streams = running;
    self = instance;
  }

  @Override
  public Optional<String> instance() {
    return Optional.ofNullable(self);
  }

  @Override
  public String engine() {
    return live.name();
  }

  @Override
  public OptionalLong lag() {
    KafkaStreams running = streams;
    if (running == null) {
      return OptionalLong.empty();
    }
    return running.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(LAG))
        .filter(metric -> metric.metricName().group().equals(CONSUMER_LAG_GROUP))
        // A restore consumer is behind on a changelog, not on the input.
        .filter(
            metric ->
                !metric.metricName().tags().getOrDefault("client-id", "").contains("-restore-"))
        .map(Metric::metricValue)
        .filter(value -> value instanceof Double lag && !lag.isNaN())
        .mapToLong(value -> ((Double) value).longValue())
        .max();
  }

  @Override
  public Optional<OpenBreakCounts> openBreaks() {
    Statistics statistics;
    try {
      statistics = live.statistics(Scope.OWN, clock.millis());
    } catch (NotReadableException notThere) {
      return Optional.empty();
    }
    Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      long open = statistics.open().open(severity);
      if (open > 0) {
        bySeverity.put(severity, open);
      }
    }
    return Optional.of(new OpenBreakCounts(bySeverity, statistics.coverage().isComplete()));
  }
}
