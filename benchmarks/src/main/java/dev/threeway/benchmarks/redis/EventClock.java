package dev.threeway.benchmarks.redis;

import dev.threeway.schemas.records.Source;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How far event time has come in each partition: as far as in the topic that is furthest behind, so
 * that no leg is called missing that is readable but not read. For one thread.
 */
final class EventClock {
  private static final int SOURCES = 3;

  private final Map<Integer, Map<Source, Long>> latest = new HashMap<>();

  void saw(ReceivedLeg received) {
    latest
        .computeIfAbsent(received.partition(), partition -> new EnumMap<>(Source.class))
        .merge(received.leg().source(), received.leg().eventTime(), Math::max);
  }

  /** The partitions that legs came from. */
  Set<Integer> partitions() {
    return latest.keySet();
  }

  /** The event time of a partition; {@link Long#MIN_VALUE} before each source has reported. */
  long time(int partition) {
    Map<Source, Long> bySource = latest.getOrDefault(partition, Map.of());
    return bySource.size() < SOURCES
        ? Long.MIN_VALUE
        : bySource.values().stream().mapToLong(Long::longValue).min().orElseThrow();
  }
}
