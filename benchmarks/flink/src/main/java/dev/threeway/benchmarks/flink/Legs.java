package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.contender.ContenderSettings;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the jobs read legs and write verdicts. */
final class Legs {
  /** Below the broker's longest, 15 minutes; far above any interval of checkpoints. */
  private static final String TRANSACTION_TIMEOUT_MS = "600000";

  private Legs() {}

  /** The legs of one or more topics, each with its event time. */
  static DataStream<Received> read(
      StreamExecutionEnvironment environment,
      ContenderSettings settings,
      String name,
      List<String> topics,
      WatermarkStrategy<Received> watermarks) {
    KafkaSource<Received> source =
        KafkaSource.<Received>builder()
            .setBootstrapServers(settings.bootstrapServers())
            .setGroupId(settings.runId())
            .setTopics(topics)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new LegDecoder())
            .setProperty("client.id.prefix", settings.runId() + "-" + name)
            .build();
    return environment.fromSource(
        source,
        watermarks.withTimestampAssigner((received, recordTime) -> received.leg().eventTime()),
        name,
        ValueType.RECEIVED);
  }

  /** The output topic, in transactions that end with a checkpoint. */
  static KafkaSink<TransactionVerdict> sink(ContenderSettings settings) {
    return KafkaSink.<TransactionVerdict>builder()
        .setBootstrapServers(settings.bootstrapServers())
        .setRecordSerializer(new VerdictEncoder(settings.outputTopic()))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(settings.runId())
        // A new producer id at every checkpoint would be a burden on the broker.
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS)
        .setProperty("compression.type", "lz4")
        .build();
  }
}
