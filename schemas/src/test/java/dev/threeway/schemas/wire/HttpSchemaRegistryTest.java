package dev.threeway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.TransactionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest {
  private static final Schema LEG = TransactionEvent.getClassSchema();

  private final RegistryServer server = new RegistryServer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void aRegisteredSchemaIsFoundByIdSubjectAndVersion() {
    try (SchemaRegistry registry = open(server.url())) {
      int id = registry.register("core_txns-value", LEG);

      assertThat(registry.schemaById(id)).isEqualTo(PortableSchemas.of(LEG));
      assertThat(registry.lookup("core_txns-value", LEG))
          .isEqualTo(new RegisteredSchema("core_txns-value", 1, id, PortableSchemas.of(LEG)));
      assertThat(registry.latest("core_txns-value"))
          .contains(new RegisteredSchema("core_txns-value", 1, id, PortableSchemas.of(LEG)));
      assertThat(registry.latest("gateway_txns-value")).isEmpty();
    }
  }

  @Test
  void aLevelIsAbsentUntilItIsSet() {
    try (SchemaRegistry registry = open(server.url())) {
      assertThat(registry.compatibility("core_txns-value")).isEmpty();

      registry.setCompatibility("core_txns-value", CompatibilityLevel.FULL_TRANSITIVE);

      assertThat(registry.compatibility("core_txns-value"))
          .contains(CompatibilityLevel.FULL_TRANSITIVE);
    }
  }

  @Test
  void aLevelIsSetWhateverNameItHasInTheAnswer() {
    server.failing(1, new RegistryServer.Fault(200, "{\"compatibilityLevel\":\"FULL\"}"));
    try (SchemaRegistry registry = open(server.url())) {
      assertThatCode(() -> registry.setCompatibility("a-value", CompatibilityLevel.FULL))
          .doesNotThrowAnyException();
    }
    assertThat(server.requests()).containsExactly("PUT /config/a-value");
  }

  @Test
  void idsAreAskedForOnce() {
    try (SchemaRegistry registry = open(server.url())) {
      for (int i = 0; i < 3; i++) {
        int id = registry.register("core_txns-value", LEG);
        registry.schemaById(id);
        registry.lookup("core_txns-value", LEG);
      }
    }

    assertThat(server.requests())
        .containsExactly(
            "POST /subjects/core_txns-value/versions",
            "GET /schemas/ids/1",
            "POST /subjects/core_txns-value");
  }

  @Test
  void thoseWhoOpenTheSameRegistryShareItsCacheUntilTheLastCloses() {
    SchemaRegistry first = open(server.url());
    SchemaRegistry second = open(server.url());
    int id = first.register("core_txns-value", LEG);
    first.schemaById(id);
    first.close();
    first.close();
    second.schemaById(id);
    assertThat(server.requests()).hasSize(2);

    second.close();
    try (SchemaRegistry third = open(server.url())) {
      third.schemaById(id);
    }

    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void unknownThingsAreNamed() {
    server.registry.register("mismatches-value", Mismatch.getClassSchema());
    try (SchemaRegistry registry = open(server.url())) {
      assertThatThrownBy(() -> registry.schemaById(77))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessage("schema id 77 is not registered");
      assertThatThrownBy(() -> registry.lookup("core_txns-value", LEG))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessage("subject 'core_txns-value' is not registered");
      assertThatThrownBy(() -> registry.lookup("mismatches-value", LEG))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessage(
              "this schema of dev.threeway.schemas.records.TransactionEvent is not registered under"
                  + " subject 'mismatches-value'");
    }
  }

  @Test
  void anIncompatibleSchemaIsRefusedByItsSubject() {
    server.registry.register("core_txns-value", Mismatch.getClassSchema());
    try (SchemaRegistry registry = open(server.url())) {
      assertThatThrownBy(() -> registry.register("core_txns-value", LEG))
          .isInstanceOf(IncompatibleSchemaException.class)
          .hasMessageStartingWith(
              "schema of dev.threeway.schemas.records.TransactionEvent is incompatible with subject"
                  + " 'core_txns-value': ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 502, 429, 408})
  void anOverloadedRegistryIsAskedAgain(int status) {
    server.failing(3, status, 50001);
    try (SchemaRegistry registry = open(server.url())) {
      assertThat(registry.register("core_txns-value", LEG)).isEqualTo(1);
    }
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void aRegistryThatStaysOverloadedIsUnreachableAndSaysWhy() {
    server.failing(99, 503, 50301);
    try (SchemaRegistry registry = open(server.url(), Map.of("max.retries", 2))) {
      assertThatThrownBy(() -> registry.schemaById(1))
          .isInstanceOf(RegistryUnreachableException.class)
          .isInstanceOf(RetriableException.class)
          .isNotInstanceOf(SerializationException.class)
          .hasMessage(
              "schema registry unreachable: GET /schemas/ids/1 had no answer in 3 round(s) ("
                  + server.url()
                  + ": answered 503)");
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void aFailedAddressIsLeftForTheNextOneWhichIsThenPreferred() {
    String dead = "http://127.0.0.1:" + unusedPort();
    try (SchemaRegistry registry = open(dead + "," + server.url())) {
      assertThat(registry.register("core_txns-value", LEG)).isEqualTo(1);
      assertThat(registry.latest("core_txns-value")).isPresent();
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void whereNoAddressAnswersEachIsNamedWithItsReason() {
    String dead = "http://127.0.0.1:" + unusedPort();
    server.failing(99, 500, 50001);
    try (SchemaRegistry registry =
        open("http://u:secret@" + dead.substring(7) + "," + server.url())) {
      assertThatThrownBy(() -> registry.schemaById(1))
          .isInstanceOf(RegistryUnreachableException.class)
          .hasMessageContaining(dead + ": cannot connect")
          .hasMessageContaining(server.url() + ": answered 500")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void aRegistryThatComesBackIsUsedAgain() {
    int port = server.port();
    server.close();
    try (SchemaRegistry registry = open("http://127.0.0.1:" + port + "/apis/ccompat/v7")) {
      assertThatThrownBy(() -> registry.register("core_txns-value", LEG))
          .isInstanceOf(RegistryUnreachableException.class);
      try (RegistryServer back = new RegistryServer(port)) {
        assertThat(registry.register("core_txns-value", LEG)).isEqualTo(1);
        assertThat(back.requests()).hasSize(1);
      }
    }
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUpAndAskedForElsewhere() {
    server.failing(1, new RegistryServer.Fault(200, RegistryServer.HANG));
    try (SchemaRegistry registry = open(server.url(), Map.of("http.read.timeout.ms", 300))) {
      assertThat(registry.register("core_txns-value", LEG)).isEqualTo(1);
    }
    assertThat(server.requests()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"401, 40101", "403, 40301"})
  void refusedCredentialsAreNoMatterOfTheRecordNorOfTime(int status, int code) {
    server.failing(1, status, code);
    try (SchemaRegistry registry = open(server.url())) {
      assertThatThrownBy(() -> registry.schemaById(1))
          .isInstanceOf(RegistryAccessException.class)
          .isNotInstanceOf(SerializationException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessage(
              "the schema registry at %s refuses GET /schemas/ids/1 (%d): check"
                      .formatted(server.url(), status)
                  + " basic.auth.user.info and the user's rights");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anAddressWithoutItsPathDoesNotMakeSchemasUnknown() {
    String wrong = "http://127.0.0.1:" + server.port();
    try (SchemaRegistry registry = open(wrong)) {
      assertThatThrownBy(() -> registry.schemaById(1))
          .isInstanceOf(RegistryProtocolException.class)
          .isNotInstanceOf(SerializationException.class)
          .hasMessage(
              wrong
                  + " does not answer GET /schemas/ids/1 like a schema registry (status 404): check"
                  + " schema.registry.url");
    }
  }

  @Test
  void credentialsComeFromTheSettingOrFromTheAddress() {
    String expected =
        "Basic "
            + Base64.getEncoder().encodeToString("user:päss:word".getBytes(StandardCharsets.UTF_8));
    Map<String, String> userInfo =
        Map.of(
            "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "user:päss:word");
    Map<String, String> namespaced =
        Map.of(
            "schema.registry.basic.auth.credentials.source",
            "USER_INFO",
            "schema.registry.basic.auth.user.info",
            "user:päss:word");
    String inAddress = server.url().replace("http://", "http://user:p%C3%A4ss:word@");
    for (SchemaRegistry registry :
        new SchemaRegistry[] {
          open(server.url(), userInfo), open(server.url(), namespaced), open(inAddress)
        }) {
      try (registry) {
        registry.latest("core_txns-value");
      }
    }
    assertThat(server.authorizations()).containsExactly(expected, expected, expected);
  }

  private static SchemaRegistry open(String url) {
    return open(url, Map.of());
  }

  private static SchemaRegistry open(String url, Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(Map.of("schema.registry.url", url));
    settings.put("retries.wait.ms", 1);
    settings.putAll(more);
    return SchemaRegistries.open(settings);
  }

  private static int unusedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
