package dev.threeway.benchmarks.flink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes a verdict as text, keyed by its transaction. */
final class VerdictEncoder
    implements KafkaRecordSerializationSchema<TransactionVerdict>, KafkaDatasetFacetProvider {
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

  /** Where the pool of transactional ids looks for transactions that were left open. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
  }
}
