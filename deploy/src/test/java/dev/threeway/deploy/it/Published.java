package dev.threeway.deploy.it;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What the engine has published, committed records only, as soon as a reader can see it: an answer
 * that is not declared stale must not be behind it. A thread of its own reads.
 */
final class Published implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Map<String, ReconciliationResult> results = new ConcurrentHashMap<>();
  private final Map<String, Mismatch> mismatches = new ConcurrentHashMap<>();
  private final KafkaConsumer<String, SpecificRecord> consumer;
  private final Thread reader = new Thread(this::read, "published");
  private volatile boolean stopping;

  /** Reads from here on. */
  Published(Addresses addresses) {
    AvroDeserializer<SpecificRecord> values = new AvroDeserializer<>();
    values.configure(
        Map.of("schema.registry.url", addresses.registryUrl(), "specific.avro.reader", true),
        false);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                addresses.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false),
            new StringDeserializer(),
            values);
    Collection<TopicPartition> partitions =
        Stream.of(Topics.MISMATCHES, Topics.RECONCILIATION_RESULTS)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    reader.start();
  }

  /** The last result of a transaction; null if there is none. */
  ReconciliationResult result(String txnId) {
    return results.get(txnId);
  }

  /** The last version of every break. */
  Collection<Mismatch> mismatches() {
    return mismatches.values();
  }

  private void read() {
    while (!stopping) {
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                if (record.value() instanceof ReconciliationResult result) {
                  results.put(record.key(), result);
                } else if (record.value() instanceof Mismatch mismatch) {
                  mismatches.put(mismatch.getMismatchId(), mismatch);
                }
              });
    }
  }

  @Override
  public void close() {
    stopping = true;
    Threads.join(reader);
    consumer.close();
  }
}
