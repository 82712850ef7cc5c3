package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads mismatches as a user would, with {@code read_committed}, and notes when each first version
 * came. Its own thread reads; {@link #stop} gives what it has seen.
 */
final class MismatchReader {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long PATIENCE_SECONDS = 20;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Object> registry;
  private final List<Seen> seen = new ArrayList<>();
  private final CountDownLatch reading = new CountDownLatch(1);
  private final Thread thread;

  /**
   * A mismatch that could be read.
   *
   * @param at when, in milliseconds since the epoch
   * @param missing whether it is a leg that is missing
   * @param deadline of its transaction, in milliseconds since the epoch
   * @param evidence the legs that were there when it was decided: topic-partition@offset
   */
  record Seen(long at, boolean missing, long deadline, List<String> evidence) {}

  private MismatchReader(String bootstrapServers, String registryUrl) {
    consumer = new KafkaConsumer<>(config(bootstrapServers));
    registry = Map.of("schema.registry.url", registryUrl);
    thread = new Thread(this::read, "mismatches");
  }

  /** Returns once it reads from the present end of the topic. */
  static MismatchReader start(String bootstrapServers, String registryUrl) {
    MismatchReader reader = new MismatchReader(bootstrapServers, registryUrl);
    reader.thread.start();
    try {
      if (!reader.reading.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new BenchmarkException("the topic of mismatches cannot be read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    }
    return reader;
  }

  private void read() {
    try (consumer;
        AvroSerde<Mismatch> mismatches = AvroSerde.ofValues(Mismatch.class, registry)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.MISMATCHES).stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      reading.countDown();
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          long now = System.currentTimeMillis();
          note(mismatches.deserializer().deserialize(record.topic(), record.value()), now);
        }
      }
    } catch (WakeupException stopped) {
      // Asked to stop: what was seen by then counts.
      return;
    }
  }

  private void note(Mismatch mismatch, long now) {
    if (mismatch.getVersion() == 1) {
      seen.add(
          new Seen(
              now,
              mismatch.getType() == BreakType.MISSING,
              mismatch.getDeadline().toEpochMilli(),
              mismatch.getEvidence()));
    }
  }

  /** Ends the reading; returns everything that came. */
  List<Seen> stop() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    }
    return seen;
  }

  private static Map<String, Object> config(String bootstrapServers) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class);
  }
}
