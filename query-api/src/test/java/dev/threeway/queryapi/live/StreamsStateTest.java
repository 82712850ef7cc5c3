package dev.threeway.queryapi.live;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Kafka Streams client that never reaches a broker. */
class StreamsStateTest {
  private static final String SELF = "127.0.0.1:8080";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Gives a consumer that fails as soon as it is asked for records. */
  private static final DefaultKafkaClientSupplier BROKEN =
      new DefaultKafkaClientSupplier() {
        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
          MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
          consumer.setPollException(new KafkaException("boom"));
          return consumer;
        }
      };

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

  @Test
  void aClientThatAnErrorHasStoppedIsNotAliveAndCannotBeRead() {
    try (KafkaStreams streams =
        new KafkaStreams(DriverEngine.flow(0).get(), properties(), BROKEN)) {
      streams.setUncaughtExceptionHandler(failure -> SHUTDOWN_CLIENT);
      streams.start();
      StreamsState state = new StreamsState(streams);

      await().atMost(PATIENCE).until(() -> state.name().equals("ERROR"));
      assertThat(state.isStarted()).isTrue();
      assertThat(state.isAlive()).isFalse();
      assertThat(state.isReady()).isFalse();
      assertNotReadable(
          streams, "The engine of this instance is stopped by an error and cannot be read.");
    }
  }

  @Test
  void aClientWithoutALivingThreadIsNeitherAliveNorReady() {
    try (KafkaStreams streams = streams()) {
      streams.start();
      StreamsState state = new StreamsState(streams);
      assertThat(streams.removeStreamThread()).isPresent();

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(state.isAlive()).isFalse());
      assertThat(state.name()).isIn("REBALANCING", "RUNNING");
      assertThat(state.isReady()).isFalse();
    }
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
    return new KafkaStreams(DriverEngine.flow(0).get(), properties());
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "streams-state-test");
    // Nothing listens on the discard port of loopback.
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9");
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, SELF);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    return properties;
  }
}
