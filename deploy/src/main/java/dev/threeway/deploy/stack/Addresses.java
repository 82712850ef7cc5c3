package dev.threeway.deploy.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;

/**
 * Where the parts listen, all on loopback.
 *
 * @param broker the broker's port
 * @param controller the port of the broker's own controller
 * @param registry the registry's port
 * @param postgres PostgreSQL's port
 * @param connect the port of Connect's REST API
 * @param api the engine's port
 * @param metrics the port of the engine's metrics
 * @param keycloak Keycloak's port
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
    int keycloak) {
  static final String HOST = "127.0.0.1";

  /** The superuser of the local PostgreSQL, which asks for no password. */
  public static final String POSTGRES_USER = "postgres";

  /** The same with another port for the engine. */
  public Addresses withApi(int port) {
    return new Addresses(broker, controller, registry, postgres, connect, port, metrics, keycloak);
  }

  /** The value of {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return HOST + ":" + broker;
  }

  /** The value of {@code schema.registry.url}. */
  public String registryUrl() {
    return "http://" + HOST + ":" + registry + "/apis/ccompat/v7";
  }

  /** The JDBC address of the history, without credentials. */
  public String jdbcUrl() {
    return jdbcUrl("reconciliation");
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(HOST, postgres, database);
  }

  /** The address of Connect's REST API. */
  public String connectUrl() {
    return "http://" + HOST + ":" + connect;
  }

  /** The address of the engine, without a path. */
  public String apiUrl() {
    return "http://" + HOST + ":" + api;
  }

  /** The address of the engine's metrics. */
  public String metricsUrl() {
    return "http://" + HOST + ":" + metrics + "/metrics";
  }

  /** The issuer of tokens, as it stands in them. */
  public String issuer() {
    return "http://" + HOST + ":" + keycloak + "/realms/reconciliation";
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
