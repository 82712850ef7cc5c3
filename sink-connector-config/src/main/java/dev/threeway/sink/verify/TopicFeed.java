package dev.threeway.sink.verify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning, committed records only, in portions that each end where the
 * topics ended when it was asked for. Never holds more than one poll in memory. Not thread-safe.
 */
final class TopicFeed implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STANDSTILL = Duration.ofSeconds(60);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, Long> nexts = new HashMap<>();

  /** Takes a record; may fail. */
  @FunctionalInterface
  interface Taker<E extends Exception> {
    void take(ConsumerRecord<byte[], byte[]> record) throws E;
  }

  TopicFeed(Map<String, Object> client, List<String> topics) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    begins = Map.copyOf(consumer.beginningOffsets(partitions));
    consumer.seekToBeginning(partitions);
  }

  /** The first offset that each partition still has. */
  Map<TopicPartition, Long> begins() {
    return begins;
  }

  /** For each partition of which a record was read: the offset after its last one. */
  Map<TopicPartition, Long> nexts() {
    return Map.copyOf(nexts);
  }

  int partitionsOf(String topic) {
    return (int) partitions.stream().filter(one -> one.topic().equals(topic)).count();
  }

  /**
   * Reads on to where the topics end at this moment.
   *
   * @throws IllegalStateException if nothing comes for a minute before the end is reached
   */
  <E extends Exception> void read(Taker<E> taker) throws E {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long deadline = System.nanoTime() + STANDSTILL.toNanos();
    while (!reached(ends)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        taker.take(record);
        nexts.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        deadline = System.nanoTime() + STANDSTILL.toNanos();
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new IllegalStateException(
            "cannot read %s to the end: nothing has come for %d s; is the broker there, or a transaction left open?"
                .formatted(partitions, STANDSTILL.toSeconds()));
      }
    }
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
