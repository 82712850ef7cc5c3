package dev.threeway.sink.converter;

import dev.threeway.schemas.wire.AvroDeserializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Reads Confluent-framed Avro records into Connect's flat structures, for sinks that write rows.
 *
 * <p>Threeway's own records are read with the schema that this version knows: a field that a newer
 * writer added is left out, and a symbol that it added to an enumeration becomes {@code UNKNOWN},
 * so that a table and its checks never meet what the migrations do not know. Any other record is
 * read as it was written.
 *
 * <p>Two kinds of failure are told apart, as the worker's {@code errors.tolerance=all} sends a
 * record to the dead letters for the first and tries again for the second:
 *
 * <ul>
 *   <li>{@link DataException}: the record will never do. It is no framed Avro, its schema is
 *       unknown to the registry, it is not flat, or it holds a value that PostgreSQL cannot store.
 *   <li>{@link RetriableException}: the registry cannot be reached, refuses this client, or answers
 *       nonsense. That says nothing about the record.
 * </ul>
 *
 * <p>Settings are those of the deserializer ({@code schema.registry.url}, {@code basic.auth.*}),
 * with {@code value.converter.} before them in a connector's configuration. Not safe for use by
 * many threads: Connect makes one for each task.
 */
public final class AvroConverter implements Converter, Versioned {
  private static final String REGISTRY_URL = "schema.registry.url";
  private static final String SPECIFIC_READER = "specific.avro.reader";

  private final AvroDeserializer<IndexedRecord> deserializer = new AvroDeserializer<>();
  private final RowMappings mappings = new RowMappings();

  /** For Connect, which calls {@link #configure} before anything else. */
  public AvroConverter() {}

  @Override
  public String version() {
    return PluginVersion.get();
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define(
            REGISTRY_URL,
            ConfigDef.Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            ConfigDef.Importance.HIGH,
            "Addresses of the schema registry, by comma.");
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    Map<String, Object> complete = new HashMap<>(settings);
    complete.put(SPECIFIC_READER, true);
    deserializer.configure(complete, isKey);
  }

  /**
   * Reads a value.
   *
   * @param value a framed record; null for none
   * @return the record as a structure, or no schema and no value for null
   */
  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    IndexedRecord record = read(topic, value);
    RowMapping mapping = mappings.of(record.getSchema());
    return new SchemaAndValue(mapping.schema(), mapping.row(record));
  }

  private IndexedRecord read(String topic, byte[] value) {
    try {
      return deserializer.deserialize(topic, value);
    } catch (SerializationException e) {
      throw new DataException("unreadable value on " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new RetriableException(
          "cannot read values on %s for the moment: %s".formatted(topic, e.getMessage()), e);
    }
  }

  /**
   * Refuses: this converter serves sinks, and only a source would write.
   *
   * @throws DataException always
   */
  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new DataException(
        "%s serves sink connectors only: it reads Avro and does not write it"
            .formatted(AvroConverter.class.getName()));
  }

  @Override
  public void close() {
    deserializer.close();
  }
}
