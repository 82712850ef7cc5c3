package dev.threeway.queryapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Kafka Streams client that never reaches a broker. */
class StreamsStateTest {
  private static final String SELF = "127.0.0.1:8080";

  @TempDir private Path stateDir;

  @Test
  void aClientThatHasNotBeenStartedIsAliveAndNotReadyAndCannotBeRead() {
    try (KafkaStreams streams = streams()) {
      StreamsState state = new StreamsState(streams);

      assertThat(state.name()).isEqualTo("CREATED");
      assertThat(state.isStarted()).isFalse();
      assertThat(state.isAlive()).isTrue();
      assertThat(state.isReady()).isFalse();
      assertNotReadable(streams, "The engine of this instance is starting and cannot be read.");
    }
  }

  @Test
  void aClientThatWaitsForItsFirstAssignmentIsReadyAndSaysThatItHasNoPartitions() {
    try (KafkaStreams streams = streams()) {
      streams.start();
      StreamsState state = new StreamsState(streams);

      assertThat(state.name()).isEqualTo("REBALANCING");
      assertThat(state.isStarted()).isTrue();
      assertThat(state.isAlive()).isTrue();
      assertThat(state.isReady()).isTrue();
      assertNotReadable(streams, "The engine of this instance has no partitions assigned yet.");
    }
  }

  @Test
  void aClientThatIsClosedIsAliveAndCannotBeRead() {
    KafkaStreams streams = streams();
    streams.close();
    StreamsState state = new StreamsState(streams);

    assertThat(state.name()).isEqualTo("NOT_RUNNING");
    assertThat(state.isAlive()).isTrue();
    assertThat(state.isReady()).isFalse();
    assertNotReadable(streams, "The engine of this instance is stopping and cannot be read.");
  }

  private static void assertNotReadable(KafkaStreams streams, String reason) {
    try (StreamsPartitions partitions = new StreamsPartitions(streams, SELF, 6)) {
      StoreReads reads = new StoreReads(partitions);
      assertThatExceptionOfType(NotReadableException.class)
          .isThrownBy(() -> reads.group("T1", false))
          .withMessage(reason);
      assertThatExceptionOfType(NotReadableException.class)
          .isThrownBy(() -> reads.group("T1", true))
          .withMessage(reason);
      assertThatExceptionOfType(NotReadableException.class)
          .isThrownBy(reads::layout)
          .withMessage(reason);
    }
  }

  private KafkaStreams streams() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "streams-state-test");
    // Nothing listens on the discard port of loopback.
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9");
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, SELF);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    return new KafkaStreams(DriverEngine.flow(0).get(), properties);
  }
}
