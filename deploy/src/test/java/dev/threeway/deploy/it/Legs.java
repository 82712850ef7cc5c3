package dev.threeway.deploy.it;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroSerializer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends single legs, for tests that decide about each of them. */
final class Legs implements AutoCloseable {
  private static final String ACCOUNT = "ACC-1";

  private final KafkaProducer<String, TransactionEvent> producer;
  private final int partitions;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  Legs(Addresses addresses) {
    AvroSerializer<TransactionEvent> events = new AvroSerializer<>();
    events.configure(Map.of("schema.registry.url", addresses.registryUrl()), false);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                addresses.bootstrapServers(),
                "linger.ms",
                20,
                "enable.idempotence",
                true),
            new StringSerializer(),
            events);
    partitions = producer.partitionsFor(Topics.CORE_TXNS).size();
  }

  int partitions() {
    return partitions;
  }

  /** Sends a report; all of one transaction are equal but for their source and time. */
  void send(Source source, String txnId, Instant eventTime) {
    send(source, txnId, eventTime, null, "100.00", ACCOUNT);
  }

  /** Sends a report of an amount in USD. */
  void send(Source source, String txnId, Instant eventTime, String amount) {
    send(source, txnId, eventTime, null, amount, ACCOUNT);
  }

  /** Sends a report of an account. */
  void sendOf(String account, Source source, String txnId, Instant eventTime) {
    send(source, txnId, eventTime, null, "100.00", account);
  }

  /** Sends a report to a partition of the test's choice. */
  void send(Source source, String txnId, Instant eventTime, int partition) {
    send(source, txnId, eventTime, partition, "100.00", ACCOUNT);
  }

  private void send(
      Source source,
      String txnId,
      Instant eventTime,
      Integer partition,
      String amount,
      String account) {
    TransactionEvent event =
        TransactionEvent.newBuilder()
            .setEventId(source + "-" + txnId)
            .setTxnId(txnId)
            .setSource(source)
            .setAmount(new BigDecimal(amount))
            .setCurrency("USD")
            .setStatus(TransactionStatus.SUCCESS)
            .setEventTime(eventTime)
            .setAccountId(account)
            .build();
    sent.add(producer.send(new ProducerRecord<>(Topics.of(source), partition, txnId, event)));
  }

  /** Returns when everything that was sent has arrived. */
  void flush() {
    producer.flush();
    for (Future<RecordMetadata> each : sent) {
      try {
        each.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("a leg was not sent", e);
      }
    }
    sent.clear();
  }

  @Override
  public void close() {
    producer.close();
  }
}
