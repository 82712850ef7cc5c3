package dev.threeway.deploy.it;

import dev.threeway.deploy.stack.Addresses;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What somebody tries to do with Kafka, and the name of the error that it ends in. */
final class KafkaAttempts {
  private static final String NOTHING = "allowed";
  private static final int PATIENCE_MILLIS = 10_000;

  private final Map<String, Object> client;

  /**
   * Attempts of whoever has these settings.
   *
   * @param security settings of a client, without the brokers' address
   */
  KafkaAttempts(Addresses addresses, Map<String, String> security) {
    client = new HashMap<>(security);
    client.put("bootstrap.servers", addresses.bootstrapServers());
    client.put("request.timeout.ms", PATIENCE_MILLIS);
    client.put("default.api.timeout.ms", PATIENCE_MILLIS);
    client.put("max.block.ms", PATIENCE_MILLIS);
    client.put("delivery.timeout.ms", PATIENCE_MILLIS);
    client.put("linger.ms", 0);
  }

  String write(String topic) {
    // An idempotent one is refused before it names a topic if it may write to none.
    Map<String, Object> plain = new HashMap<>(client);
    plain.put("enable.idempotence", false);
    return outcome(
        () -> {
          try (KafkaProducer<byte[], byte[]> producer = producer(plain)) {
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1})).get();
          }
        });
  }

  String beginTransaction(String id) {
    Map<String, Object> transactional = new HashMap<>(client);
    transactional.put("transactional.id", id);
    transactional.put("transaction.timeout.ms", PATIENCE_MILLIS);
    return outcome(
        () -> {
          try (KafkaProducer<byte[], byte[]> producer = producer(transactional)) {
            producer.initTransactions();
          }
        });
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  String read(String topic) {
    return outcome(
        () -> {
          try (KafkaConsumer<byte[], byte[]> consumer = consumer(Optional.empty())) {
            TopicPartition first = new TopicPartition(topic, 0);
            consumer.assign(List.of(first));
            consumer.seekToBeginning(List.of(first));
            consumer.position(first);
            consumer.poll(Duration.ofSeconds(1));
          }
        });
  }

  String joinGroup(String group) {
    return outcome(
        () -> {
          try (KafkaConsumer<byte[], byte[]> consumer = consumer(Optional.of(group))) {
            consumer.committed(Set.of(new TopicPartition("core_txns", 0)));
          }
        });
  }

  private KafkaConsumer<byte[], byte[]> consumer(Optional<String> group) {
    Map<String, Object> config = new HashMap<>(client);
    group.ifPresent(id -> config.put("group.id", id));
    config.put("enable.auto.commit", false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  String create(String topic) {
    return outcome(
        () -> {
          try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
          }
        });
  }

  /** Something that may be refused. */
  private interface Attempt {
    void run() throws ExecutionException, InterruptedException;
  }

  private static String outcome(Attempt attempt) {
    try {
      attempt.run();
      return NOTHING;
    } catch (ExecutionException refused) {
      return refused.getCause().getClass().getSimpleName();
    } catch (KafkaException refused) {
      return refused.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
