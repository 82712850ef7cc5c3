package dev.threeway.queryapi.live;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/** The state of a Kafka Streams client and its threads. */
public final class StreamsState implements EngineState {
  private static final String DEAD = "DEAD";

  private final KafkaStreams streams;

  public StreamsState(KafkaStreams streams) {
    this.streams = streams;
  }

  @Override
  public boolean isStarted() {
    return streams.state() != KafkaStreams.State.CREATED;
  }

  @Override
  public boolean isAlive() {
    KafkaStreams.State state = streams.state();
    return state != KafkaStreams.State.ERROR
        && !(state.isRunningOrRebalancing() && allThreadsAreDead());
  }

  @Override
  public boolean isReady() {
    return streams.state().isRunningOrRebalancing() && isAlive();
  }

  @Override
  public String name() {
    return streams.state().name();
  }

  private boolean allThreadsAreDead() {
    // Kafka Streams drops a thread that has died from the list.
    return streams.metadataForLocalThreads().stream()
        .map(ThreadMetadata::threadState)
        .allMatch(DEAD::equals);
  }
}
