package dev.threeway.schemas.wire;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes Avro records in Confluent's wire format. A BigDecimal is written if it fits its field's
 * scale without rounding. Thread-safe once configured: Kafka Streams shares one serde between all
 * of its threads.
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

  // Writers and their buffers are for one thread; each instance has its own registry and settings.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Writers> writers = ThreadLocal.withInitial(Writers::new);

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
    return record == null ? null : writers.get().of(topic, record).write(record);
  }

  @Override
  public void close() {
    if (ownsRegistry) {
      registry.close();
    }
  }

  private WriterFactory.Writer newWriter(String topic, IndexedRecord record) {
    if (factory == null) {
      throw new IllegalStateException("configure the serializer before it is used");
    }
    return factory.create(WireFormat.subject(topic, isKey), record);
  }

  /** The writers of one thread. */
  private final class Writers {
    private final Map<TopicSchema, WriterFactory.Writer> known = new HashMap<>();
    private String lastTopic;
    private Schema lastSchema;
    private WriterFactory.Writer last;

    WriterFactory.Writer of(String topic, IndexedRecord record) {
      Schema schema = record.getSchema();
      if (last == null || !schema.equals(lastSchema) || !topic.equals(lastTopic)) {
        if (known.size() >= MOST_WRITERS) {
          known.clear();
        }
        last =
            known.computeIfAbsent(new TopicSchema(topic, schema), key -> newWriter(topic, record));
        lastSchema = schema;
        lastTopic = topic;
      }
      return last;
    }
  }
}
