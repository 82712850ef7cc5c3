package dev.threeway.sink.converter;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Takes all headers off a record before a sink sees it. The Debezium JDBC sink builds a structure
 * of a record's headers whether it needs them or not, and its task dies where a header comes twice
 * or has an empty name, both of which Kafka allows to any producer. A dead-letter record still
 * carries the headers, as it is made of the original bytes. Stateless, so safe for use by many
 * threads.
 */
public final class DropHeaders<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
  @Override
  public R apply(R record) {
    return record.headers().isEmpty()
        ? record
        : record.newRecord(
            record.topic(),
            record.kafkaPartition(),
            record.keySchema(),
            record.key(),
            record.valueSchema(),
            record.value(),
            record.timestamp(),
            new ConnectHeaders());
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public String version() {
    return PluginVersion.get();
  }

  @Override
  public void close() {}
}
