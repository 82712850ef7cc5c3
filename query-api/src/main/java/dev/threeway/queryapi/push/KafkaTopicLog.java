package dev.threeway.queryapi.push;

import dev.threeway.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** The topics {@code mismatches} and {@code reconciliation_results} of a cluster. */
public final class KafkaTopicLog implements TopicLog {
  private static final int PATIENCE_SECONDS = 10;
  private static final int MOST_RECORDS = 500;

  private final Map<String, Object> client;
  private final Supplier<? extends Deserializer<SpecificRecord>> deserializers;
  private final AtomicInteger opened = new AtomicInteger();

  /**
   * Reads nothing until something is opened.
   *
   * @param client settings of Kafka clients, {@code bootstrap.servers} among them
   * @param deserializers makes a reader of values, which its user closes
   */
  public KafkaTopicLog(
      Map<String, Object> client, Supplier<? extends Deserializer<SpecificRecord>> deserializers) {
    this.client = Map.copyOf(client);
    this.deserializers = deserializers;
  }

  @Override
  public Cursor open() {
    Layout layout = layout();
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "threeway-stream-" + opened.incrementAndGet());
    // What is not committed may never have happened.
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // To begin somewhere else silently would be a gap that nobody is told of.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    settings.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    return new KafkaCursor(
        layout,
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        deserializers.get());
  }

  private Layout layout() {
    try (Admin admin = Admin.create(client)) {
      Map<String, TopicDescription> topics =
          admin
              .describeTopics(List.of(Topics.MISMATCHES, Topics.RECONCILIATION_RESULTS))
              .allTopicNames()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      TopicDescription mismatches = topics.get(Topics.MISMATCHES);
      TopicDescription results = topics.get(Topics.RECONCILIATION_RESULTS);
      CRC32 fingerprint = new CRC32();
      fingerprint.update(
          (mismatches.topicId() + "/" + results.topicId()).getBytes(StandardCharsets.US_ASCII));
      return new Layout(
          (int) fingerprint.getValue(),
          mismatches.partitions().size(),
          results.partitions().size());
    } catch (ExecutionException | TimeoutException unreadable) {
      throw new KafkaException("the topics cannot be described", unreadable);
    } catch (InterruptedException stopping) {
      throw new InterruptException(stopping);
    }
  }
}
