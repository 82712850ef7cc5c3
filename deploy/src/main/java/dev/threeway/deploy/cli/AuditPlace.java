package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.Identity;
import dev.threeway.queryapi.audit.ConnectionSource;
import java.sql.DriverManager;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where an audit log lies, and who looks after it. */
final class AuditPlace {
  @Mixin private RunningStackOptions stack;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description = "The database with audit_logs. Default: that of the stack.")
  private String jdbcUrl;

  @Option(
      names = "--user",
      paramLabel = "ROLE",
      defaultValue = Addresses.POSTGRES_USER,
      description = "The role in the database. Default: ${DEFAULT-VALUE}.")
  private String user;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The cluster with audit_anchors. Default: that of the stack.")
  private String bootstrapServers;

  /** The address of the database. */
  String database() {
    return jdbcUrl == null ? stack.addresses().jdbcUrl() : jdbcUrl;
  }

  /** Connections to the database; the password is in the environment. */
  ConnectionSource connections() {
    String url = database();
    String password = System.getenv("THREEWAY_AUDIT_PASSWORD");
    return () -> DriverManager.getConnection(url, user, password);
  }

  /**
   * Settings of a Kafka client.
   *
   * @param who of the stack's identities; for another cluster there are none
   */
  Map<String, Object> kafka(Identity who) {
    return bootstrapServers == null
        ? stack.addresses().kafkaClient(who)
        : Map.of("bootstrap.servers", bootstrapServers);
  }

  /** A line that says what could not be done. */
  static String failure(String what, Exception cause) {
    return "recon: %s: %s"
        .formatted(
            what, String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; "));
  }
}
