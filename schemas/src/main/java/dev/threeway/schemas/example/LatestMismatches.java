package dev.threeway.schemas.example;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.topics.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The newest version of every break. It keeps them in memory, and so reads the topic from its
 * beginning each time; keep them in a database by the same rule, and a group's offsets will do.
 *
 * <p>The consumer needs {@code isolation.level=read_committed}, {@code enable.auto.commit=false},
 * string keys, and values by {@link dev.threeway.schemas.wire.AvroDeserializer} with {@code
 * specific.avro.reader=true}. For one thread.
 */
public final class LatestMismatches {
  private final Consumer<String, Mismatch> consumer;
  private final java.util.function.Consumer<Mismatch> changed;
  private final Map<String, Mismatch> newest = new HashMap<>();

  /** Tells each version once, in order for each break; the consumer stays the caller's. */
  public LatestMismatches(
      Consumer<String, Mismatch> consumer, java.util.function.Consumer<Mismatch> changed) {
    this.consumer = consumer;
    this.changed = changed;
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.MISMATCHES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Takes what has come, and waits that long for something to come. */
  public Collection<Mismatch> poll(Duration patience) {
    for (ConsumerRecord<String, Mismatch> record : consumer.poll(patience)) {
      Mismatch mismatch = record.value();
      Mismatch known = mismatch == null ? null : newest.get(mismatch.getMismatchId());
      // What is not newer has been here before: a record that was read or sent again.
      if (mismatch != null && (known == null || mismatch.getVersion() > known.getVersion())) {
        newest.put(mismatch.getMismatchId(), mismatch);
        changed.accept(mismatch);
      }
    }
    return List.copyOf(newest.values());
  }
}
