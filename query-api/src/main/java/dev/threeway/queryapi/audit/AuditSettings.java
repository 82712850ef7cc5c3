package dev.threeway.queryapi.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How the audit log is kept.
 *
 * @param jdbcUrl of a PostgreSQL database with the tables of the migrations
 * @param user who may insert into and read {@code audit_logs}, and need do no more
 * @param password null where none is asked for
 * @param queueDirectory where events wait; of this instance alone
 * @param queueEvents how many may wait
 * @param kafka the properties of the clients that publish and read anchors
 * @param instance names this instance in anchors
 * @param anchorInterval how often the head of the chain is published, if it has moved
 * @param verifyInterval how often the chain is verified
 */
public record AuditSettings(
    String jdbcUrl,
    String user,
    String password,
    Path queueDirectory,
    long queueEvents,
    Map<String, Object> kafka,
    String instance,
    Duration anchorInterval,
    Duration verifyInterval) {

  /** The properties are copied. */
  public AuditSettings {
    kafka = Map.copyOf(kafka);
  }

  /** Without the password and the properties, which may hold another. */
  @Override
  public String toString() {
    return "AuditSettings[%s as %s]".formatted(jdbcUrl, user);
  }
}
