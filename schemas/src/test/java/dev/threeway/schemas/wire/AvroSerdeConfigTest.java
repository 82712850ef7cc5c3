package dev.threeway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdeConfigTest {
  @Test
  void confluentsTopicNameStrategyIsAccepted() {
    assertThatCode(
            () ->
                new AvroSerdeConfig(
                    Map.of(
                        "value.subject.name.strategy",
                        "io.confluent.kafka.serializers.subject.TopicNameStrategy")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"key.subject.name.strategy", "value.subject.name.strategy"})
  void anotherStrategyIsRefusedByName(String setting) {
    String other = "io.confluent.kafka.serializers.subject.RecordNameStrategy";

    assertThatThrownBy(() -> new AvroSerdeConfig(Map.of(setting, other)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(setting)
        .hasMessageContaining(other)
        .hasMessageContaining(
            "only io.confluent.kafka.serializers.subject.TopicNameStrategy is supported");
  }

  @Test
  void aMissingAddressIsNamed() {
    assertThatThrownBy(() -> SchemaRegistries.open(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("schema.registry.url is missing: give the address of the schema registry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8081", "ftp://h/", "http://", "http://u:secret@bad host"})
  void whatIsNoAddressIsNamedWithoutItsPassword(String url) {
    assertThatThrownBy(() -> SchemaRegistries.open(Map.of("schema.registry.url", url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url")
        .hasMessageContaining("is no address like http://host:port/path")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aMockAddressStandsAlone() {
    assertThatThrownBy(
            () ->
                SchemaRegistries.open(
                    Map.of("schema.registry.url", "mock://a,http://localhost:8081")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a mock:// address has to stand alone");
  }

  @Test
  void userInfoWithoutPasswordIsRefused() {
    assertThatThrownBy(
            () ->
                SchemaRegistries.open(
                    Map.of(
                        "schema.registry.url",
                        "http://localhost:8081",
                        "basic.auth.credentials.source",
                        "USER_INFO")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "basic.auth.user.info has to be user:password when"
                + " basic.auth.credentials.source=USER_INFO");
  }

  @Test
  void settingsDoNotShowCredentials() {
    RegistrySettings settings =
        RegistrySettings.of(
            new AvroSerdeConfig(
                Map.of("schema.registry.url", "http://user:secret@localhost:8081/path/")));

    assertThat(settings.toString()).contains("http://localhost:8081/path").doesNotContain("secret");
    assertThat(settings.toString()).doesNotContain("Basic");
  }
}
