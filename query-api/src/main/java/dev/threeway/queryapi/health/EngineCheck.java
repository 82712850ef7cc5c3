package dev.threeway.queryapi.health;

import dev.threeway.queryapi.health.PartHealth.Item;
import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.queryapi.live.EngineState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/** The engine of this instance and its stream threads. */
public final class EngineCheck implements HealthCheck {
  private static final String PART = "engine";
  private static final String DEAD = "DEAD";

  private final EngineState state;
  private final Supplier<Optional<KafkaStreams>> streams;

  /**
   * Looks at an engine.
   *
   * @param streams empty while there is none yet
   */
  public EngineCheck(EngineState state, Supplier<Optional<KafkaStreams>> streams) {
    this.state = state;
    this.streams = streams;
  }

  @Override
  public String part() {
    return PART;
  }

  @Override
  public PartHealth look() {
    List<Item> threads =
        streams.get().filter(client -> client.state().isRunningOrRebalancing()).stream()
            .flatMap(client -> client.metadataForLocalThreads().stream())
            .map(EngineCheck::item)
            .sorted(java.util.Comparator.comparing(Item::name))
            .toList();
    return new PartHealth(
        PART,
        state.isReady() ? Status.UP : Status.DOWN,
        "Kafka Streams is %s.".formatted(state.name()),
        threads);
  }

  private static Item item(ThreadMetadata thread) {
    return new Item(
        thread.threadName(),
        thread.threadState().equals(DEAD) ? Status.DOWN : Status.UP,
        "%s, %d active and %d standby tasks"
            .formatted(
                thread.threadState(), thread.activeTasks().size(), thread.standbyTasks().size()));
  }
}
