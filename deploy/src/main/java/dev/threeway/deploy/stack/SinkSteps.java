package dev.threeway.deploy.stack;

import dev.threeway.sink.installer.ConnectInstaller;
import dev.threeway.sink.installer.ConnectorSet;
import dev.threeway.sink.installer.InstallReport;
import dev.threeway.sink.installer.SecretsFile;
import dev.threeway.sink.installer.SinkVariables;
import dev.threeway.sink.migrations.Migrations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables, and the connectors that fill them. */
final class SinkSteps {
  private static final Logger LOG = LoggerFactory.getLogger(SinkSteps.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SinkSteps() {}

  static void migrate(Addresses addresses) {
    int applied = Migrations.migrate(addresses.jdbcUrl(), Addresses.POSTGRES_USER, null);
    LOG.info("{} migrations applied", applied);
  }

  /** How the connectors are. */
  static InstallReport status(Addresses addresses, StackDirectory directory) {
    return ConnectInstaller.status(
        URI.create(addresses.connectUrl()), connectors(addresses, secrets(directory)).names());
  }

  private static ConnectorSet connectors(Addresses addresses, Path secrets) {
    return ConnectorSet.debezium(
        SinkVariables.withSecretsFile(addresses.jdbcUrl(), secrets, addresses.registryUrl()));
  }

  private static Path secrets(StackDirectory directory) {
    return directory.configuration("sink.properties");
  }

  static void install(StackSettings settings) throws IOException {
    Path secrets = secrets(settings.directory());
    // PostgreSQL asks no local role for a password, but the connector insists on one.
    SecretsFile.write(secrets, Addresses.POSTGRES_USER, "none");
    InstallReport report =
        new ConnectInstaller(URI.create(settings.addresses().connectUrl()), PATIENCE)
            .install(connectors(settings.addresses(), secrets));
    if (!report.allRunning()) {
      throw new PartFailedException(
          Part.CONNECT,
          "does not run every connector: " + String.join("; ", report.lines()),
          settings.directory().log(Part.CONNECT),
          LogTail.of(settings.directory().log(Part.CONNECT), 20));
    }
  }
}
