package dev.threeway.schemas.wire;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads Avro records from Confluent's wire format. Decimals have the value that was written,
 * whatever scale the reader's schema states. Thread-safe once configured: Kafka Streams shares one
 * serde between all of its threads.
 *
 * @param <T> the generated class, or {@link org.apache.avro.generic.GenericRecord}
 */
public final class AvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {
  private Class<? extends SpecificRecord> type;
  private SchemaRegistry registry;
  private boolean ownsRegistry;
  private boolean specific;
  private GenericData genericModel = AvroModels.CONVERTING;

  // Readers and their buffers are for one thread; each instance has its own registry and settings.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Readers> readers = ThreadLocal.withInitial(Readers::new);

  /** A deserializer that gets everything from {@link #configure}. */
  public AvroDeserializer() {}

  /**
   * A deserializer that is ready for use.
   *
   * @param registry not closed by this deserializer
   */
  public AvroDeserializer(SchemaRegistry registry) {
    this.registry = registry;
  }

  /**
   * A deserializer that is ready for use, and reads into a generated class whatever the writer
   * called its record.
   *
   * @param registry not closed by this deserializer
   */
  public AvroDeserializer(SchemaRegistry registry, Class<? extends SpecificRecord> type) {
    this.registry = registry;
    this.type = type;
  }

  /** Reads into this generated class, whatever the writer called its record. */
  AvroDeserializer(Class<? extends SpecificRecord> type) {
    this.type = type;
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    AvroSerdeConfig config = new AvroSerdeConfig(settings);
    specific = config.getBoolean(AvroSerdeConfig.SPECIFIC_AVRO_READER);
    genericModel =
        config.getBoolean(AvroSerdeConfig.LOGICAL_TYPE_CONVERTERS)
            ? AvroModels.CONVERTING
            : GenericData.get();
    Class<?> configured =
        config.getClass(
            isKey
                ? AvroSerdeConfig.SPECIFIC_AVRO_KEY_TYPE
                : AvroSerdeConfig.SPECIFIC_AVRO_VALUE_TYPE);
    if (configured != null) {
      type = configured.asSubclass(SpecificRecord.class);
    }
    if (registry == null) {
      registry = SchemaRegistries.open(config);
      ownsRegistry = true;
    }
  }

  /**
   * Reads a record.
   *
   * @return null for null
   * @throws UnknownSchemaException if the registry does not hold the writer's schema
   * @throws SerializationException if the bytes are not one framed record that can be read
   * @throws RegistryUnreachableException if the registry gave no answer: try again
   */
  @Override
  public T deserialize(String topic, byte[] data) {
    return data == null ? null : read(topic, data, 0, data.length);
  }

  @Override
  public T deserialize(String topic, Headers headers, ByteBuffer data) {
    if (data == null) {
      return null;
    }
    if (data.hasArray()) {
      return read(topic, data.array(), data.arrayOffset() + data.position(), data.remaining());
    }
    byte[] copy = new byte[data.remaining()];
    data.duplicate().get(copy);
    return read(topic, copy, 0, copy.length);
  }

  @Override
  public void close() {
    if (ownsRegistry) {
      registry.close();
    }
  }

  private T read(String topic, byte[] bytes, int offset, int length) {
    if (length == 0) {
      throw new SerializationException(topic + ": the value is empty, not a framed Avro record");
    }
    if (bytes[offset] != WireFormat.MAGIC) {
      throw new SerializationException(
          "%s: the first byte is 0x%02x, not the magic byte 0x00 of a framed Avro record"
              .formatted(topic, bytes[offset]));
    }
    if (length < WireFormat.HEADER_LENGTH) {
      throw new SerializationException(
          "%s: %d byte(s) are too few for a framed Avro record".formatted(topic, length));
    }
    int id = WireFormat.schemaId(bytes, offset);
    RecordReader reader = readers.get().of(topic, id);
    try {
      return unchecked(
          reader.read(bytes, offset + WireFormat.HEADER_LENGTH, length - WireFormat.HEADER_LENGTH));
    } catch (SerializationException e) {
      throw new SerializationException(
          "%s: schema id %d: %s".formatted(topic, id, e.getMessage()), e.getCause());
    }
  }

  /** The readers of one thread. */
  private final class Readers {
    private final Map<Integer, RecordReader> byId = new HashMap<>();
    private RecordReader last;
    private int lastId;

    RecordReader of(String topic, int id) {
      if (last == null || lastId != id) {
        RecordReader reader = byId.get(id);
        if (reader == null) {
          reader = newReader(topic, id);
          byId.put(id, reader);
        }
        last = reader;
        lastId = id;
      }
      return last;
    }
  }

  private RecordReader newReader(String topic, int id) {
    if (registry == null) {
      throw new IllegalStateException("configure the deserializer before it is used");
    }
    Schema writer;
    try {
      writer = registry.schemaById(id);
    } catch (UnknownSchemaException e) {
      throw new UnknownSchemaException(topic + ": " + e.getMessage(), e);
    }
    if (writer.getType() != Schema.Type.RECORD) {
      throw new SerializationException(
          "%s: schema id %d is of type %s, not a record".formatted(topic, id, writer.getType()));
    }
    Class<? extends SpecificRecord> target = type;
    if (target == null && specific) {
      target = GeneratedClasses.named(writer);
    }
    try {
      return target == null
          ? RecordReader.generic(writer, genericModel)
          : RecordReader.specific(writer, target);
    } catch (AvroRuntimeException e) {
      throw new SerializationException(
          "%s: schema id %d cannot be read as %s: %s"
              .formatted(
                  topic,
                  id,
                  target == null ? writer.getFullName() : target.getName(),
                  e.getMessage()),
          e);
    }
  }

  // What T is, the settings say: the class they name, or the one found by the writer's name.
  @SuppressWarnings("unchecked")
  private T unchecked(IndexedRecord record) {
    return (T) record;
  }
}
