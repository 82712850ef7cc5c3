package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.schemas.records.TransactionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that only reads: each thread has a consumer and its share of the partitions, and
 * commits its offsets.
 */
public final class CeilingMain {
  private static final Logger LOG = LoggerFactory.getLogger(CeilingMain.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final ContenderSettings settings;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  private CeilingMain(ContenderSettings settings) {
    this.settings = settings;
  }

  /** Runs until SIGTERM; settings by system properties. */
  public static void main(String[] args) throws InterruptedException {
    CeilingMain ceiling = new CeilingMain(ContenderSettings.fromSystemProperties());
    Runtime.getRuntime().addShutdownHook(new Thread(ceiling::stop, "shutdown"));
    for (int share = 0; share < ceiling.settings.threads(); share++) {
      int number = share;
      Thread thread = new Thread(() -> ceiling.read(number), "reader-" + number);
      thread.setUncaughtExceptionHandler(
          (failed, failure) -> {
            LOG.error("Reading failed", failure);
            Runtime.getRuntime().halt(1);
          });
      ceiling.threads.add(thread);
    }
    ceiling.threads.forEach(Thread::start);
    for (Thread thread : ceiling.threads) {
      thread.join();
    }
  }

  private void read(int share) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties());
        Deserializer<TransactionEvent> legs = CopyMain.legs(settings.registryUrl())) {
      consumer.assign(share(share, consumer));
      settings.ready();
      long interval = settings.commitInterval().toNanos();
      long committedAt = System.nanoTime();
      boolean uncommitted = false;
      while (!stopping.get()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          uncommitted |= legs.deserialize(record.topic(), record.value()) != null;
        }
        if (uncommitted && System.nanoTime() - committedAt >= interval) {
          consumer.commitSync();
          committedAt = System.nanoTime();
          uncommitted = false;
        }
      }
    }
  }

  private List<TopicPartition> share(int share, KafkaConsumer<?, ?> consumer) {
    return settings.inputs().stream()
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .filter(partition -> partition.partition() % settings.threads() == share)
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private Map<String, Object> properties() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        settings.bootstrapServers(),
        ConsumerConfig.GROUP_ID_CONFIG,
        settings.runId(),
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class);
  }

  private void stop() {
    stopping.set(true);
    try {
      for (Thread thread : threads) {
        thread.join(10_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
