package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.schemas.wire.AvroSerdeConfig;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes the legs with the engine's own deserializer; what cannot be read is left out. */
final class LegDecoder implements KafkaRecordDeserializationSchema<Received> {
  private static final Logger LOG = LoggerFactory.getLogger(LegDecoder.class);

  private transient AvroDeserializer<TransactionEvent> avro;

  @Override
  public void open(InitializationContext context) {
    // The mini cluster shares this process with the harness's settings.
    ContenderSettings settings = ContenderSettings.fromSystemProperties();
    avro = new AvroDeserializer<>();
    avro.configure(
        Map.of(
            AvroSerdeConfig.REGISTRY_URL,
            settings.registryUrl(),
            AvroSerdeConfig.SPECIFIC_AVRO_VALUE_TYPE,
            TransactionEvent.class),
        false);
    settings.ready();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Received> out) {
    TransactionEvent event;
    try {
      event = avro.deserialize(record.topic(), record.value());
    } catch (SerializationException e) {
      LOG.warn(
          "{}-{}@{} cannot be read: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return;
    }
    if (event != null) {
      out.collect(new Received(event.getTxnId(), LegReport.of(event)));
    }
  }

  @Override
  public TypeInformation<Received> getProducedType() {
    return ValueType.RECEIVED;
  }
}
