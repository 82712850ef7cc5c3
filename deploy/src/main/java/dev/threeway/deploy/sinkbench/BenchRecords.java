package dev.threeway.deploy.sinkbench;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroSerializer;
import dev.threeway.sink.verify.SinkTable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records like those of the engine onto the topics, the same on every run. */
final class BenchRecords {
  /** Of so many records of a versioned table, one is the second version of an earlier one. */
  static final int SECOND_VERSION_EACH = 10;

  private static final int SPREAD = 5_000;

  private final Addresses addresses;
  private final Instant start;

  /**
   * A producer of records.
   *
   * @param start the time of the first record; the others follow by a millisecond each
   */
  BenchRecords(Addresses addresses, Instant start) {
    this.addresses = addresses;
    this.start = start;
  }

  /** How many rows the records of a table make. */
  static long rows(SinkTable table, long records) {
    return table.isVersioned() ? records - records / SECOND_VERSION_EACH : records;
  }

  /** What the versions of the rows add up to when every record has been written. */
  static long versions(SinkTable table, long records) {
    return table.isVersioned() ? rows(table, records) + records / SECOND_VERSION_EACH : 0;
  }

  /** Sends so many records; returns when all have arrived. */
  void send(SinkTable table, long records) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (AvroSerializer<IndexedRecord> serializer = new AvroSerializer<>();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers",
                    addresses.bootstrapServers(),
                    "linger.ms",
                    50,
                    "batch.size",
                    256 * 1024,
                    "compression.type",
                    "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      serializer.configure(Map.of("schema.registry.url", addresses.registryUrl()), false);
      long rows = rows(table, records);
      for (long i = 0; i < rows; i++) {
        send(table, i, 1, producer, serializer, failure);
        // Second versions come a while after the first, as those of a late leg do.
        if (table.isVersioned()) {
          long earlier = i - SPREAD;
          if (earlier >= 0 && earlier % (SECOND_VERSION_EACH - 1) == 0) {
            send(table, earlier, 2, producer, serializer, failure);
          }
        }
      }
      if (table.isVersioned()) {
        for (long i = Math.max(0, rows - SPREAD); i < rows; i++) {
          if (i % (SECOND_VERSION_EACH - 1) == 0) {
            send(table, i, 2, producer, serializer, failure);
          }
        }
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new IllegalStateException(
          "the broker does not take the records: " + failure.get().getMessage(), failure.get());
    }
  }

  private void send(
      SinkTable table,
      long number,
      int version,
      KafkaProducer<byte[], byte[]> producer,
      AvroSerializer<IndexedRecord> serializer,
      AtomicReference<Exception> failure) {
    String txnId = "txn-%012d".formatted(number);
    String topic =
        table.isVersioned()
            ? table.table()
            : Topics.INPUTS.get((int) (number % Topics.INPUTS.size()));
    IndexedRecord value = record(table, txnId, number, version);
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, txnId.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, value)),
            (at, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
  }

  private IndexedRecord record(SinkTable table, String txnId, long number, int version) {
    Instant time = start.plus(Duration.ofMillis(number));
    BigDecimal amount = BigDecimal.valueOf(10_000 + number % 9_999_999, 2).setScale(4);
    return switch (table) {
      case RAW_EVENTS -> leg(txnId, number, time, amount);
      case RECONCILIATION_RESULTS -> result(txnId, version, time, amount);
      case MISMATCHES -> mismatch(txnId, version, time, amount);
    };
  }

  private static TransactionEvent leg(String txnId, long number, Instant time, BigDecimal amount) {
    return TransactionEvent.newBuilder()
        .setEventId("evt-" + number)
        .setTxnId(txnId)
        .setSource(Topics.sourceOf(Topics.INPUTS.get((int) (number % Topics.INPUTS.size()))))
        .setAmount(amount)
        .setCurrency("EUR")
        .setStatus(TransactionStatus.SUCCESS)
        .setEventTime(time)
        .setAccountId("DE%018d".formatted(number % 50_000))
        .setReferenceNumber("REF-%010d".formatted(number))
        .setDescription("Transfer")
        .build();
  }

  private static ReconciliationResult result(
      String txnId, int version, Instant time, BigDecimal amount) {
    return ReconciliationResult.newBuilder()
        .setTxnId(txnId)
        .setVersion(version)
        .setStatus(version == 1 ? GroupStatus.MATCHED : GroupStatus.MISMATCHED)
        .setHasCore(true)
        .setHasGateway(true)
        .setHasMobile(true)
        .setAmount(amount)
        .setCurrency("EUR")
        .setOpenBreaks(version - 1)
        .setFirstEventTime(time)
        .setLastEventTime(time.plusMillis(900))
        .setDeadline(time.plusSeconds(330))
        .setDecidedAt(time.plusMillis(1_000 + version))
        .setRuleVersion("1")
        .build();
  }

  private static Mismatch mismatch(String txnId, int version, Instant time, BigDecimal amount) {
    return Mismatch.newBuilder()
        .setMismatchId(UUID.nameUUIDFromBytes(txnId.getBytes(StandardCharsets.UTF_8)).toString())
        .setVersion(version)
        .setTxnId(txnId)
        .setType(BreakType.AMOUNT)
        .setState(version == 1 ? BreakState.OPEN : BreakState.RESOLVED)
        .setSeverity(Severity.HIGH)
        .setCoreValue("100.00 EUR")
        .setGatewayValue("120.00 EUR")
        .setDeviating(List.of(Source.GATEWAY.name()))
        .setAmountAtRisk(amount)
        .setCurrency("EUR")
        .setWindowStart(time)
        .setDeadline(time.plusSeconds(330))
        .setDetectedAt(time.plusMillis(version))
        .setRuleVersion("1")
        .setEvidence(List.of("core_txns-0@" + time.toEpochMilli(), "gateway_txns-0@1"))
        .build();
  }
}
