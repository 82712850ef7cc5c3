package dev.threeway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.TransactionEvent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which schema the serializer writes with, and what it makes known to the registry. */
class RegistrationTest {
  private static final Schema LEG = TransactionEvent.getClassSchema();

  private final RegistryServer server = new RegistryServer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void aSchemaIsRegisteredOnceWithoutWhatOnlyJavaKnows() {
    try (AvroSerializer<IndexedRecord> serializer = serializer(Map.of())) {
      serializer.serialize("core_txns", Samples.leg());
      serializer.serialize("core_txns", Samples.leg());
    }

    assertThat(server.requests()).containsExactly("POST /subjects/core_txns-value/versions");
    assertThat(server.registry.schemaById(1).toString()).doesNotContain("avro.java.string");
  }

  @Test
  void withoutAutoRegistrationARegisteredSchemaIsFound() {
    int id = server.registry.register("core_txns-value", PortableSchemas.of(LEG));
    try (AvroSerializer<IndexedRecord> serializer =
        serializer(Map.of("auto.register.schemas", "false"))) {
      assertThat(serializer.serialize("core_txns", Samples.leg())).startsWith(0, 0, 0, 0, id);
    }
  }

  @Test
  void withoutAutoRegistrationAMissingSchemaIsAnErrorThatSaysWhatToDo() {
    try (AvroSerializer<IndexedRecord> serializer =
        serializer(Map.of("auto.register.schemas", "false"))) {
      assertThatThrownBy(() -> serializer.serialize("core_txns", Samples.leg()))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessage(
              "subject 'core_txns-value' is not registered: register it, or set"
                  + " auto.register.schemas=true");
    }
    assertThat(server.registry.latest("core_txns-value")).isEmpty();
  }

  @Test
  void theLatestVersionIsWrittenWhereItHoldsTheRecord() {
    Schema later =
        withField("note", "{\"name\":\"note\",\"type\":\"string\",\"default\":\"none\"}");
    server.registry.register("core_txns-value", LEG);
    int id = server.registry.register("core_txns-value", later);
    try (AvroSerializer<IndexedRecord> serializer = serializer(latest());
        AvroDeserializer<GenericRecord> deserializer = new AvroDeserializer<>(server.registry)) {
      byte[] bytes = serializer.serialize("core_txns", Samples.leg());

      assertThat(bytes).startsWith(0, 0, 0, 0, id);
      GenericRecord read = deserializer.deserialize("core_txns", bytes);
      assertThat(read.get("note")).hasToString("none");
      assertThat(read.get("amount")).isEqualTo(new BigDecimal("12.3400"));
      assertThat(read.get("description")).hasToString("Zürich ☕");
    }
  }

  @Test
  void theLatestVersionWithAnotherScaleHoldsTheSameAmount() {
    Schema coarse = new Schema.Parser().parse(LEG.toString().replace("\"scale\":4", "\"scale\":2"));
    server.registry.register("core_txns-value", coarse);
    try (AvroSerializer<IndexedRecord> serializer = serializer(latest());
        AvroDeserializer<GenericRecord> deserializer = new AvroDeserializer<>(server.registry)) {
      byte[] bytes = serializer.serialize("core_txns", Samples.leg());

      assertThat(deserializer.deserialize("core_txns", bytes).get("amount"))
          .isEqualTo(new BigDecimal("12.34"));

      TransactionEvent tooFine = Samples.leg();
      tooFine.setAmount(new BigDecimal("0.0001"));
      assertThatThrownBy(() -> serializer.serialize("core_txns", tooFine))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("field 'amount'");
    }
  }

  @Test
  void anIncompatibleLatestVersionIsRefused() {
    server.registry.register("core_txns-value", Mismatch.getClassSchema());
    try (AvroSerializer<IndexedRecord> serializer = serializer(latest())) {
      assertThatThrownBy(() -> serializer.serialize("core_txns", Samples.leg()))
          .isInstanceOf(IncompatibleSchemaException.class)
          .hasMessageStartingWith(
              "version 1 of subject 'core_txns-value' cannot read records of"
                  + " dev.threeway.schemas.records.TransactionEvent: ");
    }
  }

  @Test
  void theLatestVersionIsAskedForAgainWhenItsTimeIsOver() {
    server.registry.register("core_txns-value", LEG);
    Map<String, Object> settings = latest();
    settings.put("latest.cache.ttl.sec", 0);
    settings.put("max.retries", 0);
    try (AvroSerializer<IndexedRecord> serializer = serializer(settings)) {
      assertThat(serializer.serialize("core_txns", Samples.leg())).startsWith(0, 0, 0, 0, 1);
      server.failing(1, 503, 50301);
      assertThat(serializer.serialize("core_txns", Samples.leg()))
          .as("while the registry is away")
          .startsWith(0, 0, 0, 0, 1);
      Schema later = withField("note", "{\"name\":\"note\",\"type\":\"string\",\"default\":\"\"}");
      server.registry.register("core_txns-value", later);
      assertThat(serializer.serialize("core_txns", Samples.leg())).startsWith(0, 0, 0, 0, 2);
    }
  }

  private static Schema withField(String name, String json) {
    Schema schema =
        new Schema.Parser()
            .parse(LEG.toString().replaceFirst("\\{\"name\":\"txn_id\"", json + ",$0"));
    assertThat(schema.getField(name)).isNotNull();
    return schema;
  }

  private static Map<String, Object> latest() {
    return new HashMap<>(Map.of("use.latest.version", true, "auto.register.schemas", false));
  }

  private AvroSerializer<IndexedRecord> serializer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("schema.registry.url", server.url());
    AvroSerializer<IndexedRecord> serializer = new AvroSerializer<>();
    serializer.configure(settings, false);
    return serializer;
  }
}
