package dev.threeway.deploy.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretScanTest {
  /** The users of the demonstration's realm, which refuses any address but loopback. */
  private static final Set<String> DEMONSTRATION =
      Set.of("admin-demo", "auditor-demo", "operator-demo", "viewer-demo");

  /** Words that stand where a secret would. */
  private static final Set<String> NAMES = Set.of("password", "secret");

  @TempDir private Path folder;

  @Test
  void noFileOfTheProjectHoldsASecret() throws Exception {
    Path top = Path.of(System.getProperty("threeway.home", "..")).toAbsolutePath().normalize();
    List<Path> files = SecretScan.files(top);

    assertThat(files).hasSizeGreaterThan(500);
    Set<String> known = new HashSet<>(DEMONSTRATION);
    known.addAll(NAMES);
    assertThat(SecretScan.in(top, files, known)).isEmpty();
  }

  @Test
  void thePasswordsOfTheDemonstrationStandInItsRealmAlone() throws Exception {
    Path top = Path.of(System.getProperty("threeway.home", "..")).toAbsolutePath().normalize();
    List<Path> realm = List.of(top.resolve("deploy/keycloak/reconciliation-realm.json"));

    assertThat(SecretScan.in(top, realm, Set.of())).hasSize(DEMONSTRATION.size());
  }

  /** The parts are put together here: whole, they would be found in this file. */
  @ParameterizedTest
  @CsvSource({
    "a private key, '-----BEGIN RSA PRIVATE', ' KEY-----\nMIIEpAIBAAKCAQEA7bq2'",
    "a private key, '-----BEGIN PRIVATE', ' KEY-----\nMIIEpAIBAAKCAQEA7bq2'",
    "a signed token, eyJhbGciOiJSUzI1NiJ9., eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJlc2lnbmF0dXJl",
    "a key of AWS, AKIA, IOSFODNN7EXAMPLE",
    "a token of GitHub, ghp_, 0123456789abcdefghijABCDEFGHIJ456789",
    "a token of Slack, xoxb-, 123456789012-abcdefghijkl",
    "credentials in an address, 'postgresql://threeway:', 'hunter22@db.example.com/x'",
    "a password, 'db.password = ', '\"hunter22\"'",
    "a password, 'API_KEY: ', '''hunter2222'''",
    "a password, '{\"type\": \"password\", ', '\"value\": \"hunter22\"}'"
  })
  void aPlantedSecretIsFoundAndNotShown(String kind, String begin, String end) throws Exception {
    Path file =
        Files.writeString(folder.resolve("planted.yaml"), "# planted\n" + begin + end + "\n");

    List<SecretScan.Found> found = SecretScan.in(folder, SecretScan.files(folder), Set.of());

    assertThat(found.stream().map(SecretScan.Found::toString).collect(Collectors.toSet()))
        .containsExactly(file.getFileName() + ":2: " + kind);
  }

  @Test
  void aReferenceToASecretIsNone() throws Exception {
    Files.writeString(
        folder.resolve("fine.yaml"),
        """
        password: "${DB_PASSWORD}"
        passwordFile: /run/secrets/db
        url: jdbc:postgresql://db:5432/reconciliation
        """);

    assertThat(SecretScan.in(folder, SecretScan.files(folder), Set.of())).isEmpty();
  }
}
