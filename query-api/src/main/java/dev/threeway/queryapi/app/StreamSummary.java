package dev.threeway.queryapi.app;

import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.LiveEngine;
import dev.threeway.queryapi.live.NotReadableException;
import dev.threeway.queryapi.live.OpenBreakList;
import dev.threeway.queryapi.push.InstanceSummary;
import dev.threeway.queryapi.push.OpenBreakCounts;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/** What the stream tells about this instance, from the engine and its stores. Thread-safe. */
final class StreamSummary implements InstanceSummary {
  /** A summary every few seconds must not cost more than a list that is asked for. */
  private static final int MOST_BREAKS = 1_000;

  private static final String LAG = "records-lag-max";
  private static final String CONSUMER_LAG_GROUP = "consumer-fetch-manager-metrics";

  private final LiveEngine live;
  private volatile KafkaStreams streams;
  private volatile String self;

  StreamSummary(LiveEngine live) {
    this.live = live;
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
    OpenBreakList newest;
    try {
      newest = live.openBreaks(BreakFilter.ALL, MOST_BREAKS);
    } catch (NotReadableException notThere) {
      return Optional.empty();
    }
    return Optional.of(
        new OpenBreakCounts(
            newest.items().stream()
                .collect(
                    Collectors.groupingBy(
                        item -> item.value().finding().severity(), Collectors.counting())),
            newest.coverage().isComplete() && newest.items().size() < MOST_BREAKS));
  }
}
