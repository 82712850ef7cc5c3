package dev.threeway.benchmarks.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning to their end, with {@code read_committed}. */
public final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicScan() {}

  /** Gives every record of some topics to a reader; each partition in its order. */
  public static void read(
      String bootstrapServers,
      Collection<String> topics,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    if (topics.isEmpty()) {
      return;
    }
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config(bootstrapServers))) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Set<TopicPartition> unfinished = new HashSet<>(partitions);
      finish(unfinished, ends, consumer);
      while (!unfinished.isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          reader.accept(record);
        }
        finish(unfinished, ends, consumer);
      }
    }
  }

  /** How many records there are, without the markers of transactions. */
  public static long count(String bootstrapServers, Collection<String> topics) {
    long[] count = {0};
    read(bootstrapServers, topics, record -> count[0]++);
    return count[0];
  }

  /** The position passes the markers of transactions, too, which no record shows. */
  private static void finish(
      Set<TopicPartition> unfinished,
      Map<TopicPartition, Long> ends,
      KafkaConsumer<byte[], byte[]> consumer) {
    unfinished.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
  }

  private static Map<String, Object> config(String bootstrapServers) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        5_000,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class);
  }
}
