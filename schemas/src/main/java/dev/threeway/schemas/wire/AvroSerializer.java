package dev.threeway.schemas.wire;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes Avro records in Confluent's wire format. A BigDecimal is written if it fits its field's
 * scale without rounding. For one thread at a time.
 *
 * @param <T> a generated class, or {@link org.apache.avro.generic.GenericRecord}
 */
public final class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {
  /** Records may bring schema objects without end; what is kept for them is bounded. */
  private static final int MOST_WRITERS = 1_000;

  private record TopicSchema(String topic, Schema schema) {}

  private SchemaRegistry registry;
  private boolean ownsRegistry;
  private WriterFactory factory;
  private boolean isKey;
  private final Map<TopicSchema, WriterFactory.Writer> writers = new HashMap<>();
  private String lastTopic;
  private Schema lastSchema;
  private WriterFactory.Writer lastWriter;

  /** A serializer that gets everything from {@link #configure}. */
  public AvroSerializer() {}

  /**
   * A serializer of values that is ready for use and registers schemas.
   *
   * @param registry not closed by this serializer
   */
  public AvroSerializer(SchemaRegistry registry) {
    this.registry = registry;
    this.factory = new WriterFactory(registry, new AvroSerdeConfig(Map.of()), System::nanoTime);
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    this.isKey = isKey;
    AvroSerdeConfig config = new AvroSerdeConfig(settings);
    if (registry == null) {
      registry = SchemaRegistries.open(config);
      ownsRegistry = true;
    }
    factory = new WriterFactory(registry, config, System::nanoTime);
  }

  /**
   * Writes a record.
   *
   * @return null for null
   * @throws SerializationException naming the field that does not fit, or if the registry refuses
   *     the schema
   * @throws UnknownSchemaException if the schema is not registered and must not be
   * @throws RegistryUnreachableException if the registry gave no answer: try again
   */
  @Override
  public byte[] serialize(String topic, T record) {
    return record == null ? null : writerFor(topic, record).write(record);
  }

  @Override
  public void close() {
    if (ownsRegistry) {
      registry.close();
    }
  }

  private WriterFactory.Writer writerFor(String topic, T record) {
    Schema schema = record.getSchema();
    if (lastWriter == null || !schema.equals(lastSchema) || !topic.equals(lastTopic)) {
      if (writers.size() >= MOST_WRITERS) {
        writers.clear();
      }
      TopicSchema key = new TopicSchema(topic, schema);
      WriterFactory.Writer writer = writers.get(key);
      if (writer == null) {
        if (factory == null) {
          throw new IllegalStateException("configure the serializer before it is used");
        }
        writer = factory.create(WireFormat.subject(topic, isKey), record);
        writers.put(key, writer);
      }
      lastWriter = writer;
      lastSchema = schema;
      lastTopic = topic;
    }
    return lastWriter;
  }
}
