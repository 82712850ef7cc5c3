package dev.threeway.benchmarks.redis;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.schemas.wire.AvroSerdeConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One member of the consumer group: polls, has the work done, commits. Owned by one thread. */
final class LegConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(LegConsumer.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long SWEEP_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroDeserializer<TransactionEvent> avro = new AvroDeserializer<>();
  private final EventClock clock = new EventClock();
  private final ContenderSettings settings;
  private long sweptAt = System.nanoTime();

  /**
   * @param maxPollRecords how many legs are taken at once
   */
  LegConsumer(ContenderSettings settings, int maxPollRecords) {
    this.settings = settings;
    avro.configure(
        Map.of(
            AvroSerdeConfig.REGISTRY_URL,
            settings.registryUrl(),
            AvroSerdeConfig.SPECIFIC_AVRO_VALUE_TYPE,
            TransactionEvent.class),
        false);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                settings.runId(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                maxPollRecords),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Works until {@link #stop}. */
  void run(LegWork work) throws SQLException {
    consumer.subscribe(settings.inputs());
    try {
      while (true) {
        List<ReceivedLeg> legs = poll();
        if (!legs.isEmpty()) {
          work.take(legs);
          legs.forEach(clock::saw);
          sweepIfDue(work);
          consumer.commitSync();
        } else {
          sweepIfDue(work);
        }
      }
    } catch (WakeupException e) {
      LOG.info("Told to stop");
    } finally {
      consumer.close();
      avro.close();
    }
  }

  /** May be called by any thread. */
  void stop() {
    consumer.wakeup();
  }

  private List<ReceivedLeg> poll() {
    List<ReceivedLeg> legs = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      try {
        TransactionEvent event = avro.deserialize(record.topic(), record.value());
        if (event != null) {
          legs.add(new ReceivedLeg(event.getTxnId(), record.partition(), LegReport.of(event)));
        }
      } catch (SerializationException e) {
        LOG.warn("{} is left out", record, e);
      }
    }
    if (!consumer.assignment().isEmpty()) {
      settings.ready();
    }
    return legs;
  }

  private void sweepIfDue(LegWork work) throws SQLException {
    if (System.nanoTime() - sweptAt < SWEEP_EVERY_NANOS) {
      return;
    }
    for (int partition : clock.partitions()) {
      work.sweep(partition, clock.time(partition));
    }
    sweptAt = System.nanoTime();
  }
}
