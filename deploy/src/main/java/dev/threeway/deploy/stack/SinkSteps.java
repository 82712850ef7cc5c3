package dev.threeway.deploy.stack;

import dev.threeway.sink.installer.ConnectInstaller;
import dev.threeway.sink.installer.ConnectorSet;
import dev.threeway.sink.installer.InstallReport;
import dev.threeway.sink.installer.SecretsFile;
import dev.threeway.sink.installer.SinkVariables;
import dev.threeway.sink.migrations.Migrations;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables, and the connectors that fill them. */
final class SinkSteps {
  private static final Logger LOG = LoggerFactory.getLogger(SinkSteps.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The user of the sinks, who may write and no more. */
  static final String SINK_USER = "sink";

  /** A user who may read and no more. */
  static final String API_USER = "api";

  private SinkSteps() {}

  static void migrate(Addresses addresses) throws SQLException {
    int applied = Migrations.migrate(addresses.jdbcUrl(), Addresses.POSTGRES_USER, null);
    LOG.info("{} migrations applied", applied);
    try (Connection connection =
            DriverManager.getConnection(addresses.jdbcUrl(), Addresses.POSTGRES_USER, null);
        Statement statement = connection.createStatement()) {
      statement.execute(user(SINK_USER, "threeway_sink"));
      statement.execute(user(API_USER, "threeway_api"));
      DatabaseSteps.admitToHistory(statement, "threeway_sink, threeway_api");
    }
  }

  private static String user(String name, String role) {
    return """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
            CREATE ROLE %1$s LOGIN IN ROLE %2$s;
          END IF;
        END $$
        """
        .formatted(name, role);
  }

  /** How the connectors are. */
  static InstallReport status(Addresses addresses, StackDirectory directory) {
    return ConnectInstaller.status(
        addresses.connectAddress(), connectors(addresses, secrets(directory), 1).names());
  }

  private static ConnectorSet connectors(Addresses addresses, Path secrets, int tasks) {
    return ConnectorSet.debezium(
        SinkVariables.withSecretsFile(
                addresses.jdbcUrl(Identity.CONNECT), secrets, addresses.registryUrl())
            .withTasks(tasks)
            .withConverterSettings(addresses.transport().registryClient()));
  }

  private static Path secrets(StackDirectory directory) {
    return directory.configuration("sink.properties");
  }

  static void install(StackSettings settings) throws IOException {
    Path secrets = secrets(settings.directory());
    // PostgreSQL asks no role for a password, but the connector insists on one.
    SecretsFile.write(secrets, SINK_USER, "none");
    InstallReport report =
        new ConnectInstaller(settings.addresses().connectAddress(), PATIENCE)
            .install(connectors(settings.addresses(), secrets, settings.sinkTasks()));
    if (!report.allRunning()) {
      throw new PartFailedException(
          Part.CONNECT,
          "does not run every connector: " + String.join("; ", report.lines()),
          settings.directory().log(Part.CONNECT),
          LogTail.of(settings.directory().log(Part.CONNECT), 20));
    }
  }
}
