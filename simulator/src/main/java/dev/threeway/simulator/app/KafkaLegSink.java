package dev.threeway.simulator.app;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroSerializer;
import dev.threeway.simulator.faults.Leg;
import dev.threeway.simulator.faults.Story;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends legs to Kafka: one producer for each source, as the sources are systems of their own. Keys
 * are plain UTF-8, values Confluent-framed Avro. Nothing is lost or doubled by a retry: the
 * producers are idempotent and wait for all replicas.
 */
public final class KafkaLegSink implements LegSink {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Map<Source, Channel> channels = new EnumMap<>(Source.class);
  private final AtomicReference<SinkException> failure = new AtomicReference<>();
  private final String brokers;
  private final UnaryOperator<String> topics;

  /** One source's way to its topic. */
  private record Channel(
      KafkaProducer<byte[], byte[]> producer, AvroSerializer<TransactionEvent> serializer)
      implements AutoCloseable {
    @Override
    public void close() {
      producer.close(CLOSE_PATIENCE);
      serializer.close();
    }
  }

  /**
   * Connects the producers and looks for the topics.
   *
   * @param clientConfig Kafka's and the serializer's own settings, at least {@code
   *     bootstrap.servers} and {@code schema.registry.url}; they go before the defaults of this
   *     class
   * @throws SinkException if a setting is wrong, no broker answers, or a topic does not exist
   */
  public KafkaLegSink(Map<String, Object> clientConfig) {
    this(clientConfig, UnaryOperator.identity());
  }

  /**
   * The same for topics that are named otherwise.
   *
   * @param topics makes of a leg's topic the one that it is sent to
   */
  public KafkaLegSink(Map<String, Object> clientConfig, UnaryOperator<String> topics) {
    this.topics = topics;
    this.brokers =
        Objects.toString(clientConfig.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG), "(not set)");
    try {
      for (Source source : Story.SOURCES) {
        channels.put(source, open(source, clientConfig));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Channel open(Source source, Map<String, Object> clientConfig) {
    String name = source.name().toLowerCase(Locale.ROOT);
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "simulator-" + name);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    // Long enough for a broker to be restarted, short enough for a person to wait for the error.
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    config.putAll(clientConfig);
    String topic = topics.apply(Topics.of(source));
    AvroSerializer<TransactionEvent> serializer = new AvroSerializer<>();
    KafkaProducer<byte[], byte[]> producer;
    try {
      serializer.configure(config, false);
      producer =
          new KafkaProducer<>(
              producerConfig(config), new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      serializer.close();
      throw new SinkException("cannot set up the producer of " + topic + ": " + reason(e), e);
    }
    Channel channel = new Channel(producer, serializer);
    try {
      producer.partitionsFor(topic);
    } catch (KafkaException e) {
      channel.close();
      throw new SinkException(
          "cannot use topic %s: is a broker running at %s, and does the topic exist? %s"
              .formatted(topic, brokers, reason(e)),
          e);
    }
    return channel;
  }

  /** The producer warns of settings that it does not know: those of the serializer. */
  private static Map<String, Object> producerConfig(Map<String, Object> config) {
    Map<String, Object> known = new HashMap<>(config);
    known
        .keySet()
        .removeIf(
            key ->
                key.startsWith("schema.registry.")
                    || key.startsWith("basic.auth.")
                    || key.equals("auto.register.schemas")
                    || key.equals("use.latest.version")
                    || key.endsWith("serializer"));
    return known;
  }

  @Override
  public void send(Leg leg, Consumer<Leg> confirmed) {
    throwFailure();
    Channel channel = channels.get(leg.source());
    String topic = topics.apply(leg.topic());
    try {
      byte[] key = leg.key().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
      byte[] value =
          leg.event()
              .map(event -> channel.serializer.serialize(topic, event))
              .or(leg::bytes)
              .orElse(null);
      // The callback reports what the future would.
      Future<?> unused =
          channel.producer.send(
              new ProducerRecord<>(topic, key, value),
              (metadata, error) -> {
                if (error == null) {
                  confirmed.accept(leg);
                } else {
                  failure.compareAndSet(null, failed(leg, error));
                }
              });
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
      throw failed(leg, e);
    } catch (KafkaException e) {
      throw failed(leg, e);
    }
  }

  private SinkException failed(Leg leg, Exception error) {
    return new SinkException(
        "cannot send %s to %s at %s: %s"
            .formatted(leg.txnId(), topics.apply(leg.topic()), brokers, reason(error)),
        error);
  }

  private static String reason(Throwable error) {
    List<String> reasons = new ArrayList<>();
    for (Throwable cause = error; cause != null && reasons.size() < 3; cause = cause.getCause()) {
      String text = Objects.toString(cause.getMessage(), cause.getClass().getSimpleName());
      if (reasons.stream().noneMatch(reason -> reason.contains(text))) {
        reasons.add(text);
      }
    }
    return String.join(": ", reasons).replaceAll("\\s+", " ");
  }

  private void throwFailure() {
    SinkException first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  @Override
  public void finish(Instant lastDeadline) {
    for (Channel channel : channels.values()) {
      try {
        channel.producer.flush();
      } catch (InterruptException e) {
        Thread.currentThread().interrupt();
        throw new SinkException("interrupted before all legs had arrived", e);
      }
    }
    throwFailure();
  }

  /** Waits a few seconds at most for what is still on its way. */
  @Override
  public void close() {
    Collection<Channel> open = List.copyOf(channels.values());
    channels.clear();
    open.forEach(Channel::close);
  }
}
