package dev.threeway.schemas.wire;

import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Both directions of Avro in Confluent's wire format. For one thread at a time.
 *
 * @param <T> the generated class, or {@link org.apache.avro.generic.GenericRecord}
 */
public final class AvroSerde<T extends IndexedRecord> implements Serde<T> {
  private final AvroSerializer<T> serializer;
  private final AvroDeserializer<T> deserializer;

  /** A serde that gets everything from {@link #configure}. */
  public AvroSerde() {
    this(new AvroSerializer<>(), new AvroDeserializer<>());
  }

  private AvroSerde(AvroSerializer<T> serializer, AvroDeserializer<T> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  /**
   * A serde of values that is ready for use, and reads into a generated class.
   *
   * @param settings by the names of {@link AvroSerdeConfig}
   */
  public static <T extends SpecificRecord> AvroSerde<T> ofValues(
      Class<T> type, Map<String, ?> settings) {
    AvroSerde<T> serde = new AvroSerde<>(new AvroSerializer<>(), new AvroDeserializer<>(type));
    serde.configure(settings, false);
    return serde;
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    serializer.configure(settings, isKey);
    deserializer.configure(settings, isKey);
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }
}
