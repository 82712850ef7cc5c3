package dev.threeway.benchmarks.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes a verdict as text, keyed by its transaction. */
final class VerdictEncoder implements KafkaRecordSerializationSchema<TransactionVerdict> {
  private final String topic;

  VerdictEncoder(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      TransactionVerdict verdict, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        topic,
        verdict.txnId().getBytes(StandardCharsets.UTF_8),
        verdict.verdict().getBytes(StandardCharsets.UTF_8));
  }
}
