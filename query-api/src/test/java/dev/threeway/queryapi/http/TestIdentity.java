package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A name and a key that vouches for itself, made by Java's own tool.
 *
 * @param store a PKCS12 store under {@link #PASSWORD}
 * @param certificate the certificate in PEM
 */
record TestIdentity(Path store, Path certificate) {
  static final String PASSWORD = "a password of these tests";

  static TestIdentity make(Path folder, String name) throws IOException, InterruptedException {
    Path store = folder.resolve(name + ".p12");
    Path certificate = folder.resolve(name + ".pem");
    String[] key = {"-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"};
    keytool(store, key, "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1,dns:localhost");
    keytool(store, new String[] {"-exportcert", "-rfc"}, "-file", certificate.toString());
    return new TestIdentity(store, certificate);
  }

  private static void keytool(Path store, String[] command, String... more)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(command));
    line.addAll(List.of("-alias", "own", "-storetype", "PKCS12", "-keystore", store.toString()));
    line.addAll(List.of("-storepass:env", "PASSWORD"));
    line.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("PASSWORD", PASSWORD);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** TLS as this identity, which trusts whoever is in a file. */
  TlsSettings trusting(Path authorities) {
    return TlsSettings.trusting(authorities).identifiedBy(store, PASSWORD);
  }

  /** A file that vouches for several. */
  static Path authorities(Path file, TestIdentity... known) throws IOException {
    StringBuilder all = new StringBuilder();
    for (TestIdentity each : known) {
      all.append(Files.readString(each.certificate()));
    }
    return Files.writeString(file, all);
  }
}
