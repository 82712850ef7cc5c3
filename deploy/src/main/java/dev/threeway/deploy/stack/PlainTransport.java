package dev.threeway.deploy.stack;

import dev.threeway.schemas.tls.TlsSettings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Nothing is encrypted and nobody is known, which does on the loopback of one's own machine. */
final class PlainTransport implements Transport {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  @Override
  public String certificates() {
    return null;
  }

  @Override
  public void prepare() {
    // There is nothing to make.
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public HttpClient http() {
    return HTTP;
  }

  @Override
  public TlsSettings tls(Identity who) {
    return TlsSettings.NONE;
  }

  @Override
  public String kafkaProtocol() {
    return "PLAINTEXT";
  }

  @Override
  public Map<String, String> kafkaClient(Identity who) {
    return Map.of();
  }

  @Override
  public Map<String, String> registryClient() {
    return Map.of();
  }

  @Override
  public String jdbcParameters(Identity who) {
    return "";
  }

  @Override
  public boolean authorizes() {
    return false;
  }

  @Override
  public Map<String, String> broker() {
    return Map.of();
  }

  @Override
  public Map<String, String> connect() {
    return Map.of();
  }

  @Override
  public Map<String, String> engine() {
    return Map.of();
  }

  @Override
  public Map<String, String> registry(int port) {
    return Map.of("quarkus.http.port", Integer.toString(port));
  }

  @Override
  public List<String> keycloak(int port) {
    return List.of("--http-enabled=true", "--http-port=" + port);
  }

  @Override
  public List<String> postgres() {
    return List.of();
  }
}
