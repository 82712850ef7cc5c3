package dev.threeway.deploy.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.threeway.sink.installer.ConnectAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the parts listen, all on loopback, and how one talks to them.
 *
 * @param broker the broker's port
 * @param controller the port of the broker's own controller
 * @param registry the registry's port
 * @param postgres PostgreSQL's port
 * @param connect the port of Connect's REST API
 * @param api the engine's port
 * @param metrics the port of the engine's metrics
 * @param keycloak Keycloak's port
 * @param transport how connections are made; null for in the clear
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Addresses(
    int broker,
    int controller,
    int registry,
    int postgres,
    int connect,
    int api,
    int metrics,
    int keycloak,
    Transport transport) {
  static final String HOST = "127.0.0.1";

  private static final String DATABASE = "reconciliation";

  /** Takes a missing transport for one in the clear. */
  public Addresses {
    transport = Objects.requireNonNullElse(transport, Transport.PLAIN);
  }

  /** The superuser of the local PostgreSQL, which asks for no password. */
  public static final String POSTGRES_USER = "postgres";

  /** The same with another port for the engine. */
  public Addresses withApi(int port) {
    return new Addresses(
        broker, controller, registry, postgres, connect, port, metrics, keycloak, transport);
  }

  /** The same, reached in another way. */
  Addresses over(Transport other) {
    return new Addresses(
        broker, controller, registry, postgres, connect, api, metrics, keycloak, other);
  }

  /** The value of {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return HOST + ":" + broker;
  }

  /** What a Kafka client needs to know, with the schema registry for its serdes. */
  public Map<String, Object> kafkaClient(Identity who) {
    Map<String, Object> client = new HashMap<>(transport.kafkaClient(who));
    client.put("bootstrap.servers", bootstrapServers());
    client.putAll(registryClient());
    return client;
  }

  /** What a client of the schema registry needs to know. */
  public Map<String, String> registryClient() {
    Map<String, String> client = new HashMap<>(transport.registryClient());
    client.put("schema.registry.url", registryUrl());
    return client;
  }

  /** The value of {@code schema.registry.url}. */
  public String registryUrl() {
    return web() + HOST + ":" + registry + "/apis/ccompat/v7";
  }

  /** The JDBC address of the history for {@link #POSTGRES_USER}, without credentials. */
  public String jdbcUrl() {
    return jdbcUrl(Identity.INSTALLER);
  }

  /** The JDBC address of the history, without credentials. */
  String jdbcUrl(Identity who) {
    return jdbcUrl(DATABASE, who);
  }

  String jdbcUrl(String database, Identity who) {
    return "jdbc:postgresql://%s:%d/%s%s"
        .formatted(HOST, postgres, database, transport.jdbcParameters(who));
  }

  /** Connect's REST API, for the installer of connectors. */
  public ConnectAddress connectAddress() {
    return new ConnectAddress(URI.create(connectUrl()), transport.tls(Identity.INSTALLER));
  }

  /** The address of Connect's REST API. */
  public String connectUrl() {
    return web() + HOST + ":" + connect;
  }

  /** The address of the engine, without a path. */
  public String apiUrl() {
    return web() + HOST + ":" + api;
  }

  /** The address of the engine's metrics. */
  public String metricsUrl() {
    return web() + HOST + ":" + metrics + "/metrics";
  }

  /** The issuer of tokens, as it stands in them. */
  public String issuer() {
    return web() + HOST + ":" + keycloak + "/realms/reconciliation";
  }

  /** The certificate of the authority that vouches for every part; empty in the clear. */
  public Optional<Path> authority() {
    return Optional.ofNullable(transport.certificates())
        .map(folder -> new CertificateFiles(Path.of(folder)).authority());
  }

  private String web() {
    return transport.scheme() + "://";
  }

  /** The port that a part listens on; empty for one that does not listen. */
  public Optional<Integer> port(Part part) {
    return switch (part) {
      case POSTGRES -> Optional.of(postgres);
      case KEYCLOAK -> Optional.of(keycloak);
      case BROKER -> Optional.of(broker);
      case REGISTRY -> Optional.of(registry);
      case CONNECT -> Optional.of(connect);
      case ENGINE -> Optional.of(api);
      case TRAFFIC -> Optional.empty();
    };
  }
}
