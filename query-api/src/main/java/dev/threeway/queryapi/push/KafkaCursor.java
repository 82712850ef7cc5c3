package dev.threeway.queryapi.push;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer of every partition of both topics. */
final class KafkaCursor implements TopicLog.Cursor {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCursor.class);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final Layout layout;
  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<SpecificRecord> deserializer;
  private final List<TopicPartition> slots = new ArrayList<>();
  private boolean placed;

  KafkaCursor(
      Layout layout, Consumer<byte[], byte[]> consumer, Deserializer<SpecificRecord> deserializer) {
    this.layout = layout;
    this.consumer = consumer;
    this.deserializer = deserializer;
    for (int partition = 0; partition < layout.mismatches(); partition++) {
      slots.add(new TopicPartition(Topics.MISMATCHES, partition));
    }
    for (int partition = 0; partition < layout.results(); partition++) {
      slots.add(new TopicPartition(Topics.RECONCILIATION_RESULTS, partition));
    }
    consumer.assign(slots);
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public long[] beginnings() {
    return bySlot(consumer.beginningOffsets(slots));
  }

  @Override
  public long[] ends() {
    return bySlot(consumer.endOffsets(slots));
  }

  @Override
  public void seek(long[] position) {
    for (int slot = 0; slot < position.length; slot++) {
      // Going where the consumer is would throw away what it has fetched from there on.
      if (!placed || consumer.position(slots.get(slot)) != position[slot]) {
        consumer.seek(slots.get(slot), position[slot]);
      }
    }
    placed = true;
  }

  @Override
  public List<TopicRecord> poll(Duration timeout) {
    List<TopicRecord> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> each : consumer.poll(timeout)) {
      records.add(new TopicRecord(slot(each), each.offset(), value(each)));
    }
    return records;
  }

  @Override
  public long[] position() {
    return slots.stream().mapToLong(consumer::position).toArray();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_PATIENCE));
    deserializer.close();
  }

  private int slot(ConsumerRecord<byte[], byte[]> read) {
    return read.topic().equals(Topics.MISMATCHES)
        ? layout.mismatchSlot(read.partition())
        : layout.resultSlot(read.partition());
  }

  private SpecificRecord value(ConsumerRecord<byte[], byte[]> read) {
    try {
      SpecificRecord value = deserializer.deserialize(read.topic(), read.value());
      if (value instanceof Mismatch || value instanceof ReconciliationResult) {
        return value;
      }
    } catch (SerializationException unreadable) {
      LOG.atWarn()
          .addKeyValue("topic", read.topic())
          .addKeyValue("partition", read.partition())
          .addKeyValue("offset", read.offset())
          .log("A record cannot be read and is not streamed: {}", unreadable.getMessage());
    }
    return null;
  }

  private long[] bySlot(Map<TopicPartition, Long> offsets) {
    return slots.stream().mapToLong(offsets::get).toArray();
  }
}
