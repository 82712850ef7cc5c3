package dev.threeway.queryapi.audit;

import dev.threeway.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads every anchor that has been published, in batches. Thread-safe. */
public final class AnchorReader implements AnchorSource {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int BATCH = 1_000;

  private final Map<String, Object> kafka;

  /**
   * Reads from a cluster.
   *
   * @param kafka the properties of a client
   */
  public AnchorReader(Map<String, Object> kafka) {
    this.kafka = new HashMap<>(kafka);
    this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
    this.kafka.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    this.kafka.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
  }

  @Override
  public <E extends Exception> void forEachBatch(Batch<E> batches) throws E {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.AUDIT_ANCHORS).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new UnknownTopicOrPartitionException(
            "there is no topic %s".formatted(Topics.AUDIT_ANCHORS));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long heard = System.nanoTime();
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        List<Anchor> batch = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          Anchor.of(record.value()).ifPresent(batch::add);
          heard = System.nanoTime();
        }
        if (!batch.isEmpty()) {
          batches.take(batch);
        } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
          throw new TimeoutException("the topic %s is silent".formatted(Topics.AUDIT_ANCHORS));
        }
      }
    }
  }
}
