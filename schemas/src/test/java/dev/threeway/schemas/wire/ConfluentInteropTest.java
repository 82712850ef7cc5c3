package dev.threeway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.TransactionEvent;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records exchanged with Confluent's own serializer. Both sides are chosen by class name and get
 * the same settings, as in a swap by configuration; both talk HTTP to the same registry.
 */
class ConfluentInteropTest {
  private static final String CONFLUENT_SERIALIZER =
      "io.confluent.kafka.serializers.KafkaAvroSerializer";
  private static final String CONFLUENT_DESERIALIZER =
      "io.confluent.kafka.serializers.KafkaAvroDeserializer";
  private static final String OUR_SERIALIZER = AvroSerializer.class.getName();
  private static final String OUR_DESERIALIZER = AvroDeserializer.class.getName();

  private final RegistryServer server = new RegistryServer();

  @BeforeAll
  static void trustGeneratedClasses() {
    GeneratedClasses.trust();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  static Stream<SpecificRecord> records() {
    return Stream.of(Samples.leg(), Samples.mismatch(), Samples.result());
  }

  @ParameterizedTest
  @MethodSource("records")
  void confluentReadsWhatWeWrite(SpecificRecord record) throws Exception {
    assertThat(exchange(OUR_SERIALIZER, CONFLUENT_DESERIALIZER, record)).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("records")
  void weReadWhatConfluentWrites(SpecificRecord record) throws Exception {
    assertThat(exchange(CONFLUENT_SERIALIZER, OUR_DESERIALIZER, record)).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("records")
  void bothWriteTheSameBytesForOneSchema(SpecificRecord record) throws Exception {
    Map<String, Object> settings = settings();
    settings.put("avro.remove.java.properties", true);
    try (Serializer<IndexedRecord> ours = serializer(OUR_SERIALIZER, settings);
        Serializer<IndexedRecord> confluents = serializer(CONFLUENT_SERIALIZER, settings)) {
      assertThat(confluents.serialize("t", record)).isEqualTo(ours.serialize("t", record));
    }
  }

  @Test
  void withoutTheSpecificReaderConfluentReadsOurRecordsGenerically() throws Exception {
    Map<String, Object> settings = settings();
    settings.put("specific.avro.reader", false);
    try (Serializer<IndexedRecord> ours = serializer(OUR_SERIALIZER, settings);
        Deserializer<IndexedRecord> confluents = deserializer(CONFLUENT_DESERIALIZER, settings)) {
      IndexedRecord read = confluents.deserialize("t", ours.serialize("t", Samples.leg()));

      assertThat(((GenericRecord) read).get("amount"))
          .isEqualTo(ByteBuffer.wrap(new byte[] {1, (byte) 0xe2, 8}));
      assertThat(read.getSchema()).isEqualTo(PortableSchemas.of(TransactionEvent.getClassSchema()));
    }
  }

  @Test
  void confluentFindsOurRegisteredSchemaWithoutAutoRegistration() throws Exception {
    server.registry.register("t-value", TransactionEvent.getClassSchema());
    Map<String, Object> settings = settings();
    settings.put("auto.register.schemas", false);
    settings.put("avro.remove.java.properties", true);
    try (Serializer<IndexedRecord> confluents = serializer(CONFLUENT_SERIALIZER, settings)) {
      assertThat(confluents.serialize("t", Samples.leg())).startsWith(0, 0, 0, 0, 1);
    }
  }

  @Test
  void bothRefuseARecordOfAnUnknownSchemaAsASerializationError() throws Exception {
    byte[] unknown = {0, 0, 0, 0, 9, 0};
    for (String name : new String[] {OUR_DESERIALIZER, CONFLUENT_DESERIALIZER}) {
      try (Deserializer<IndexedRecord> deserializer = deserializer(name, settings())) {
        assertThatThrownBy(() -> deserializer.deserialize("t", unknown))
            .isInstanceOf(SerializationException.class);
      }
    }
  }

  private IndexedRecord exchange(String writer, String reader, SpecificRecord record)
      throws ClassNotFoundException {
    try (Serializer<IndexedRecord> serializer = serializer(writer, settings());
        Deserializer<IndexedRecord> deserializer = deserializer(reader, settings())) {
      return deserializer.deserialize("t", serializer.serialize("t", record));
    }
  }

  private Map<String, Object> settings() {
    return new HashMap<>(
        Map.of(
            "schema.registry.url",
            server.url(),
            "specific.avro.reader",
            true,
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.TopicNameStrategy"));
  }

  // The class is chosen by name, as in a configuration; what it takes is checked by the test.
  @SuppressWarnings("unchecked")
  private static Serializer<IndexedRecord> serializer(String name, Map<String, ?> settings)
      throws ClassNotFoundException {
    Serializer<IndexedRecord> serializer = Utils.newInstance(name, Serializer.class);
    serializer.configure(settings, false);
    return serializer;
  }

  // The class is chosen by name, as in a configuration; what it gives is checked by the test.
  @SuppressWarnings("unchecked")
  private static Deserializer<IndexedRecord> deserializer(String name, Map<String, ?> settings)
      throws ClassNotFoundException {
    Deserializer<IndexedRecord> deserializer = Utils.newInstance(name, Deserializer.class);
    deserializer.configure(settings, false);
    return deserializer;
  }
}
