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

  static void install(StackSettings settings) throws IOException {
    Path secrets = settings.directory().configuration("sink.properties");
    // PostgreSQL asks no local role for a password, but the connector insists on one.
    SecretsFile.write(secrets, Addresses.POSTGRES_USER, "none");
    SinkVariables variables =
        SinkVariables.withSecretsFile(
            settings.addresses().jdbcUrl(), secrets, settings.addresses().registryUrl());
    InstallReport report =
        new ConnectInstaller(URI.create(settings.addresses().connectUrl()), PATIENCE)
            .install(ConnectorSet.debezium(variables));
    if (!report.allRunning()) {
      throw new PartFailedException(
          Part.CONNECT,
          "does not run every connector: " + String.join("; ", report.lines()),
          settings.directory().log(Part.CONNECT),
          LogTail.of(settings.directory().log(Part.CONNECT), 20));
    }
  }
}
