package dev.threeway.deploy.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** PostgreSQL from binaries in a jar, with durability on. */
final class PostgresPart implements PartDefinition {
  private static final int INIT_SECONDS = 60;

  @Override
  public Launch prepare(StackSettings settings) {
    Path data = settings.directory().data(Part.POSTGRES);
    Path log = settings.directory().log(Part.POSTGRES);
    try {
      Path binaries = binaries(settings.artifacts());
      requireUserNamespaces();
      initialise(binaries, data, log);
      return new Launch(server(binaries, data, settings.addresses()), data, environment());
    } catch (IOException e) {
      throw new PartFailedException(
          Part.POSTGRES, "cannot start: " + e.getMessage(), log, LogTail.of(log, 20));
    }
  }

  private static Path binaries(Artifacts artifacts) throws IOException {
    Path folder = artifacts.postgresDirectory();
    if (!Files.exists(folder)) {
      TxzArchive.unpack(artifacts.postgresArchive(), folder);
    }
    if (!Files.isExecutable(folder.resolve("bin/postgres"))) {
      throw new PartFailedException(
          Part.POSTGRES,
          "is missing: there is no bin/postgres in "
              + folder
              + "; delete that folder and start again");
    }
    return folder;
  }

  /** A half-made data directory would never start: it gets its name when it is whole. */
  private static void initialise(Path binaries, Path data, Path log) throws IOException {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    Path partial = data.resolveSibling(data.getFileName() + "." + ProcessHandle.current().pid());
    List<String> command = unprivileged();
    command.addAll(List.of(binaries.resolve("bin/initdb").toString(), "-D", partial.toString()));
    command.addAll(List.of("-U", Addresses.POSTGRES_USER, "-A", "trust", "-E", "UTF8"));
    command.add("--no-locale");
    Process process = new Launch(command, data.getParent(), environment()).start(log);
    try {
      if (!process.waitFor(INIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("initdb has not finished within " + INIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException("initdb ended with exit code " + process.exitValue());
    }
    Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> server(Path binaries, Path data, Addresses addresses) {
    List<String> command = unprivileged();
    command.addAll(List.of(binaries.resolve("bin/postgres").toString(), "-D", data.toString()));
    List<String> settings =
        List.of(
            "listen_addresses=" + Addresses.HOST,
            "port=" + addresses.postgres(),
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "max_connections=60",
            "shared_buffers=64MB",
            "timezone=UTC",
            "log_timezone=UTC");
    settings.forEach(setting -> command.addAll(List.of("-c", setting)));
    addresses.transport().postgres().forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own it does not see that. */
  private static List<String> unprivileged() {
    return isRoot() ? new ArrayList<>(List.of("unshare", "-U", "--")) : new ArrayList<>();
  }

  private static void requireUserNamespaces() throws IOException {
    if (!isRoot()) {
      return;
    }
    String advice = "it does not run as root, and %s: run as another user";
    if (!Launch.onPath("unshare")) {
      throw new IOException(advice.formatted("there is no unshare (Debian: util-linux)"));
    }
    try {
      Process probe =
          new ProcessBuilder("unshare", "-U", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (probe.waitFor() != 0) {
        throw new IOException(advice.formatted("user namespaces are switched off"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Map<String, String> environment() {
    return Map.of("LC_ALL", "C", "TZ", "UTC");
  }

  @Override
  public Optional<String> problem(Addresses addresses) {
    try (Connection connection = connect(addresses);
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Connection connect(Addresses addresses) throws SQLException {
    return DatabaseSteps.connect(addresses, "postgres");
  }
}
