package dev.threeway.deploy.stack;

import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TLS on every connection, and a certificate of the stack's own authority on both ends wherever a
 * part can ask for one: that is who somebody is, for Kafka's and PostgreSQL's rights as well.
 */
final class EncryptedTransport implements Transport {
  private static final int PASSWORD_BYTES = 24;
  private static final String PEM = "PEM";

  private final CertificateFiles files;
  private HttpClient http;

  EncryptedTransport(Path folder) {
    files = new CertificateFiles(folder.toAbsolutePath().normalize());
  }

  @Override
  public String certificates() {
    return files.folder().toString();
  }

  @Override
  public void prepare() {
    files.create();
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    String password = HexFormat.of().formatHex(bytes);
    CertificateFiles.write(files.password(), password);
    try {
      Authority authority = new Authority(InstantSource.system().instant());
      CertificateFiles.write(files.authority(), authority.certificate());
      for (Identity who : Identity.values()) {
        authority.issue(who, files, password.toCharArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + files.folder(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make certificates: " + e.getMessage(), e);
    }
    PostgresAccess.write(files);
  }

  @Override
  public String scheme() {
    return "https";
  }

  @Override
  public synchronized HttpClient http() {
    if (http == null) {
      http =
          tls(Identity.READER)
              .applyTo(HttpClient.newBuilder())
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(5))
              .build();
    }
    return http;
  }

  @Override
  public TlsSettings tls(Identity who) {
    return TlsSettings.trusting(files.authority()).identifiedBy(files.identity(who));
  }

  @Override
  public String kafkaProtocol() {
    return "SSL";
  }

  @Override
  public Map<String, String> kafkaClient(Identity who) {
    Map<String, String> settings = new HashMap<>(stores(who));
    settings.put("security.protocol", "SSL");
    return settings;
  }

  private Map<String, String> stores(Identity who) {
    return Map.of(
        "ssl.keystore.type",
        PEM,
        "ssl.keystore.location",
        files.identity(who).toString(),
        "ssl.truststore.type",
        PEM,
        "ssl.truststore.location",
        files.authority().toString());
  }

  @Override
  public Map<String, String> registryClient() {
    return Map.of(
        "schema.registry.ssl.truststore.type",
        PEM,
        "schema.registry.ssl.truststore.location",
        files.authority().toString());
  }

  @Override
  public String jdbcParameters(Identity who) {
    return "?sslmode=verify-full&sslrootcert=%s&sslcert=%s&sslkey=%s"
        .formatted(files.authority(), files.certificates(who), files.binaryKey(who));
  }

  @Override
  public boolean authorizes() {
    return true;
  }

  @Override
  public Map<String, String> broker() {
    Map<String, String> settings = new HashMap<>(stores(Identity.BROKER));
    settings.put("inter.broker.listener.name", kafkaProtocol());
    settings.put("ssl.client.auth", "required");
    settings.put("ssl.enabled.protocols", "TLSv1.3,TLSv1.2");
    // CN=engine is User:engine.
    settings.put("ssl.principal.mapping.rules", "RULE:^CN=([a-z]+)$/$1/,DEFAULT");
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("allow.everyone.if.no.acl.found", "false");
    // The broker has to reach its own controller before there are any rights.
    settings.put(
        "super.users", "User:%s;User:%s".formatted(Identity.INSTALLER.id(), Identity.BROKER.id()));
    return settings;
  }

  @Override
  public Map<String, String> connect() {
    Map<String, String> settings = new HashMap<>();
    Map<String, String> client = kafkaClient(Identity.CONNECT);
    for (String user : List.of("", "producer.", "consumer.", "admin.")) {
      client.forEach((name, value) -> settings.put(user + name, value));
    }
    String store = files.store(Identity.CONNECT).toString();
    String password = password();
    for (String kind : List.of("key", "trust")) {
      settings.put("listeners.https.ssl." + kind + "store.type", "PKCS12");
      settings.put("listeners.https.ssl." + kind + "store.location", store);
      settings.put("listeners.https.ssl." + kind + "store.password", password);
    }
    settings.put("listeners.https.ssl.key.password", password);
    settings.put("listeners.https.ssl.enabled.protocols", "TLSv1.3,TLSv1.2");
    settings.put("listeners.https.ssl.client.auth", "required");
    return settings;
  }

  private String password() {
    try {
      return Files.readString(files.password());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + files.password(), e);
    }
  }

  @Override
  public Map<String, String> engine() {
    Map<String, String> settings = new LinkedHashMap<>();
    kafkaClient(Identity.ENGINE)
        .forEach((name, value) -> settings.put("threeway.kafka.properties." + name, value));
    registryClient()
        .forEach((name, value) -> settings.put("threeway.registry.properties." + name, value));
    String authority = files.authority().toString();
    settings.put("threeway.http.tls.key-store", files.identity(Identity.ENGINE).toString());
    settings.put("threeway.http.tls.trust-store", authority);
    settings.put("threeway.security.authorities", authority);
    return settings;
  }

  @Override
  public Map<String, String> registry(int port) {
    return Map.of(
        "quarkus.http.insecure-requests",
        "disabled",
        "quarkus.http.ssl-port",
        Integer.toString(port),
        "quarkus.http.ssl.protocols",
        "TLSv1.3,TLSv1.2",
        "quarkus.http.ssl.certificate.files",
        files.certificates(Identity.REGISTRY).toString(),
        "quarkus.http.ssl.certificate.key-files",
        files.key(Identity.REGISTRY).toString());
  }

  @Override
  public List<String> keycloak(int port) {
    return List.of(
        "--http-enabled=false",
        "--https-port=" + port,
        "--https-protocols=TLSv1.3,TLSv1.2",
        "--https-certificate-file=" + files.certificates(Identity.KEYCLOAK),
        "--https-certificate-key-file=" + files.key(Identity.KEYCLOAK));
  }

  @Override
  public List<String> postgres() {
    return List.of(
        "ssl=on",
        "ssl_min_protocol_version=TLSv1.2",
        "ssl_cert_file=" + files.certificates(Identity.POSTGRES),
        "ssl_key_file=" + files.key(Identity.POSTGRES),
        "ssl_ca_file=" + files.authority(),
        "hba_file=" + files.postgresAccess(),
        "ident_file=" + files.postgresRoles());
  }
}
