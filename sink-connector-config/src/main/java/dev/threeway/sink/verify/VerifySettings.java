package dev.threeway.sink.verify;

import java.time.Duration;
import java.util.Map;

/**
 * Where tables and topics are.
 *
 * @param jdbcUrl the database
 * @param user a role that may read the tables and make temporary ones
 * @param password the role's password; null where none is asked for
 * @param client settings of a Kafka client with {@code bootstrap.servers} and {@code
 *     schema.registry.url}
 * @param patience how long the sink may take to write what is on the topics when it is asked
 */
public record VerifySettings(
    String jdbcUrl, String user, String password, Map<String, Object> client, Duration patience) {
  public VerifySettings {
    client = Map.copyOf(client);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "VerifySettings[%s as %s]".formatted(jdbcUrl, user);
  }
}
