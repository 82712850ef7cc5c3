package dev.threeway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schemas that others registered, in forms that ours never have. */
class ForeignSchemasTest {
  private final RegistryServer server = new RegistryServer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void aSchemaOfAnotherKindIsRefused() {
    server.failing(
        1,
        new RegistryServer.Fault(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}"));
    try (SchemaRegistry registry = open()) {
      assertThatThrownBy(() -> registry.schemaById(1))
          .isInstanceOf(SerializationException.class)
          .hasMessage("schema id 1 is PROTOBUF, not AVRO");
    }
  }

  @Test
  void typesInSchemasOfTheirOwnAreResolved() {
    server.failing(
        1,
        new RegistryServer.Fault(
            200,
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
                + "[{\\\"name\\\":\\\"s\\\",\\\"type\\\":\\\"a.S\\\"}]}\","
                + "\"references\":[{\"name\":\"a.S\",\"subject\":\"s\",\"version\":3}]}"));
    server.failing(
        1,
        new RegistryServer.Fault(
            200,
            "{\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"S\\\",\\\"namespace\\\":\\\"a\\\","
                + "\\\"symbols\\\":[\\\"X\\\"]}\",\"id\":2,\"version\":3}"));
    try (SchemaRegistry registry = open()) {
      Schema schema = registry.schemaById(1);

      assertThat(schema.getField("s").schema().getEnumSymbols()).containsExactly("X");
    }
    assertThat(server.requests()).last().isEqualTo("GET /subjects/s/versions/3");
  }

  @Test
  void aTextThatIsNoSchemaIsRefused() {
    server.failing(1, new RegistryServer.Fault(200, "{\"schema\":\"{\\\"type\\\":7}\"}"));
    try (SchemaRegistry registry = open()) {
      assertThatThrownBy(() -> registry.schemaById(1))
          .isInstanceOf(SerializationException.class)
          .hasMessageStartingWith("schema id 1 is no valid Avro: ");
    }
  }

  private SchemaRegistry open() {
    return SchemaRegistries.open(Map.of("schema.registry.url", server.url()));
  }
}
