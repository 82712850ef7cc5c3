package dev.threeway.queryapi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class SettingsReaderTest {
  private static final Map<String, String> NO_ENVIRONMENT = Map.of();

  @TempDir private Path folder;

  @Test
  void withoutAnySourceTheDefaultsHold() {
    Settings settings = SettingsReader.read(null, NO_ENVIRONMENT, new Properties());

    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.http().advertised()).isEmpty();
    assertThat(settings.log().level()).isEqualTo(Level.INFO);
    assertThat(settings.engine().engine().window()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void systemPropertiesGoBeforeTheEnvironmentBeforeTheFile() throws IOException {
    Path file =
        file(
            """
            threeway.http.port=1001
            threeway.http.host=file
            threeway.kafka.bootstrap-servers=file:9092
            """);
    Map<String, String> environment =
        Map.of("THREEWAY_HTTP_PORT", "1002", "THREEWAY_HTTP_HOST", "127.0.0.2");
    Properties system = new Properties();
    system.setProperty("threeway.http.port", "1003");

    Settings settings = SettingsReader.read(file, environment, system);

    assertThat(settings.http().port()).isEqualTo(1003);
    assertThat(settings.http().host()).isEqualTo("127.0.0.2");
    assertThat(settings.engine().kafka().bootstrapServers()).isEqualTo("file:9092");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void anApiThatAsksNobodyForATokenListensOnLoopbackAlone(String host) {
    Map<String, String> environment = Map.of("THREEWAY_HTTP_HOST", host);

    assertThatThrownBy(() -> SettingsReader.read(null, environment, new Properties()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("threeway.security.issuer is not set");
  }

  @Test
  void severalOriginsAndClientsAreTakenOneByOne() {
    Map<String, String> environment =
        Map.of(
            "THREEWAY_HTTP_CORS_ORIGINS",
            "https://a.example.com,https://b.example.com",
            "THREEWAY_SECURITY_CLIENTS",
            "dashboard, batch");

    Settings settings = SettingsReader.read(null, environment, new Properties());

    assertThat(settings.http().corsOrigins().orElseThrow())
        .containsExactlyInAnyOrder("https://a.example.com", "https://b.example.com");
    assertThat(settings.security().clients().orElseThrow())
        .containsExactlyInAnyOrder("dashboard", "batch");
    assertThatThrownBy(
            () ->
                SettingsReader.read(
                    null, Map.of("THREEWAY_HTTP_CORS_ORIGINS", "anywhere"), new Properties()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("threeway.http.cors-origins");
  }

  @Test
  void withAnIssuerTheApiMayListenAnywhere() {
    Map<String, String> environment =
        Map.of(
            "THREEWAY_HTTP_HOST",
            "0.0.0.0",
            "THREEWAY_SECURITY_ISSUER",
            "https://login.example.com/realms/bank");

    assertThat(SettingsReader.read(null, environment, new Properties()).security().issuer())
        .hasValue(URI.create("https://login.example.com/realms/bank"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://login.example.com/realms/a", "login", "ftp://127.0.0.1/", "https:///x"})
  void anIssuerThatSomebodyOnTheWayCouldChangeIsRefused(String issuer) {
    Map<String, String> environment = Map.of("THREEWAY_SECURITY_ISSUER", issuer);

    assertThatThrownBy(() -> SettingsReader.read(null, environment, new Properties()))
        .hasMessage(
            "threeway.security.issuer is \"%s\", but must be an https address, or http on this"
                    .formatted(issuer)
                + " machine");
  }

  @Test
  void variablesOfTheEnvironmentThatAreNoSettingsAreLeftAlone() {
    Map<String, String> environment =
        Map.of("THREEWAY_CONFIG", "/etc/threeway.properties", "THREEWAY_HOME", "/opt/threeway");

    Settings settings = SettingsReader.read(null, environment, new Properties());

    assertThat(settings.http().port()).isEqualTo(8080);
  }

  @Test
  void settingsOfTheClientsPassThroughByTheirOwnNames() {
    Properties system = new Properties();
    system.setProperty("threeway.kafka.properties.security.protocol", "SASL_SSL");

    Settings settings = SettingsReader.read(null, NO_ENVIRONMENT, system);

    assertThat(settings.engine().kafka().properties())
        .isEqualTo(Map.of("security.protocol", "SASL_SSL"));
  }

  @Test
  void withoutAKeyStoreThereIsNoTls() {
    assertThat(tls(Map.of()).encryption()).isEmpty();
  }

  @Test
  void tlsNeedsToKnowWhoVouchesForPeers() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> tls(Map.of("key-store", "a.pem")).encryption())
        .withMessageStartingWith("threeway.http.tls.trust-store is not set: ");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> tls(Map.of("redirect-port", "80")).encryption())
        .withMessageStartingWith("threeway.http.tls.key-store is not set, ");
  }

  @Test
  void aKeyStoreThatCannotBeReadIsNamed() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () -> tls(Map.of("key-store", "/none.pem", "trust-store", "/no.pem")).encryption())
        .withMessageStartingWith("threeway.http.tls.key-store \"/none.pem\" and ")
        .withMessageContaining("cannot be used: ");
  }

  private static HttpTlsConfig tls(Map<String, String> settings) {
    Properties system = new Properties();
    settings.forEach((name, value) -> system.setProperty("threeway.http.tls." + name, value));
    return SettingsReader.read(null, NO_ENVIRONMENT, system).httpTls();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "threeway.http.port | eighty | threeway.http.port is \"eighty\", but must be a whole number"
            + " from 0 to 65535",
        "threeway.http.port | 70000 | threeway.http.port is \"70000\", but must be a whole number"
            + " from 0 to 65535",
        "threeway.http.advertised | peer | threeway.http.advertised is \"peer\", but must be"
            + " host:port",
        "threeway.log.level | LOUD | threeway.log.level is \"LOUD\", but must be one of ERROR, WARN,"
            + " INFO, DEBUG, TRACE",
        "threeway.engine.window | soon | threeway.engine.window is \"soon\", but must be a duration"
            + " such as 500ms, 30s, 5m or 24h",
        "threeway.engine.threads | two | threeway.engine.threads is \"two\", but must be a whole"
            + " number",
        "threeway.engine.widnow | 5m | threeway.engine.widnow is no setting; --help lists all"
      })
  void aBadSettingIsNamedWithItsValueAndWhatIsExpected(String key, String value, String message) {
    Properties system = new Properties();
    system.setProperty(key, value);

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> SettingsReader.read(null, NO_ENVIRONMENT, system))
        .withMessage(message);
  }

  @Test
  void aBadValueFromTheEnvironmentIsNamedLikeAnyOther() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                SettingsReader.read(
                    null, Map.of("THREEWAY_ENGINE_GRACE", "30 parsecs"), new Properties()))
        .withMessage(
            "threeway.engine.grace is \"30 parsecs\", but must be a duration such as 500ms, 30s,"
                + " 5m or 24h");
  }

  @Test
  void everyBadSettingHasALineOfItsOwn() throws IOException {
    Path file = file("threeway.http.port=x\nthreeway.http.host=\n");

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> SettingsReader.read(file, NO_ENVIRONMENT, new Properties()))
        .withMessage(
            "threeway.http.host is empty, but must be an address of this machine"
                + System.lineSeparator()
                + "threeway.http.port is \"x\", but must be a whole number from 0 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threeway.history.password",
        "threeway.http.cursor-key",
        "threeway.kafka.properties.sasl.jaas.config",
        "threeway.kafka.properties.ssl.keystore.password",
        "threeway.registry.properties.basic.auth.user.info"
      })
  void aSecretIsNoSystemPropertyAndNeverShown(String key) {
    Properties system = new Properties();
    system.setProperty(key, "canary-of-the-arguments");

    assertThatThrownBy(() -> SettingsReader.read(null, NO_ENVIRONMENT, system))
        .hasMessage(
            key
                + " is a system property, which every user of the machine can see: set it in a"
                + " file or in the environment");
  }

  @Test
  void aSecretThatIsNotValidIsNotRepeated() {
    Map<String, String> environment = Map.of("THREEWAY_HTTP_CURSOR_KEY", "canary");

    assertThatThrownBy(() -> SettingsReader.read(null, environment, new Properties()))
        .hasMessage("threeway.http.cursor-key must be at least 16 characters");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path absent = folder.resolve("absent.properties");

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> SettingsReader.read(absent, NO_ENVIRONMENT, new Properties()))
        .withMessage(
            "cannot read the settings file %s: name a readable properties file in UTF-8"
                .formatted(absent));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("threeway.properties"), content);
  }
}
