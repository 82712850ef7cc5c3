package dev.threeway.benchmarks.input;

import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroSerde;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Transactions of which one source alone has reported: each is an open group until its deadline.
 */
public final class OpenGroups {
  /** How long before now they were reported. */
  public static final Duration AGE = Duration.ofMinutes(30);

  private static final int TELL_EVERY = 50_000;
  private static final BigDecimal AMOUNT = new BigDecimal("123.4500");

  private OpenGroups() {}

  /** The id of one; they count from 0. */
  public static String txnId(long number) {
    return String.format(Locale.ROOT, "open-%010d", number);
  }

  /**
   * Sends one leg for each; returns when all have arrived.
   *
   * @param progress is told how many have been sent, now and then
   * @throws IllegalStateException if one could not be sent
   */
  public static void send(Cluster cluster, long groups, LongConsumer progress) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            cluster.bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 * 1024,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class);
    AtomicReference<Exception> failure = new AtomicReference<>();
    Instant reported = InstantSource.system().instant().minus(AGE);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config);
        AvroSerde<TransactionEvent> legs =
            AvroSerde.ofValues(
                TransactionEvent.class, Map.of("schema.registry.url", cluster.registryUrl()))) {
      for (long number = 0; number < groups && failure.get() == null; number++) {
        TransactionEvent leg = leg(txnId(number), reported);
        byte[] value = legs.serializer().serialize(Topics.CORE_TXNS, leg);
        // The callback reports what the future would.
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(
                    Topics.CORE_TXNS, leg.getTxnId().getBytes(StandardCharsets.UTF_8), value),
                (metadata, error) -> {
                  if (error != null) {
                    failure.compareAndSet(null, error);
                  }
                });
        if (number % TELL_EVERY == 0) {
          progress.accept(number);
        }
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new IllegalStateException(
          "a leg could not be sent: " + failure.get().getMessage(), failure.get());
    }
  }

  private static TransactionEvent leg(String txnId, Instant reported) {
    return new TransactionEvent(
        "E-" + txnId,
        txnId,
        Source.CORE,
        AMOUNT,
        "USD",
        TransactionStatus.SUCCESS,
        reported,
        "AC100000000000",
        "NRTHINBB",
        null,
        null,
        "REF100000000000",
        null);
  }
}
