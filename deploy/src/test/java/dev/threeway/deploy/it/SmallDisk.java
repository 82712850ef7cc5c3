package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** A disk of some megabytes, with a table of PostgreSQL on it, that a test fills to the last. */
final class SmallDisk implements AutoCloseable {
  private final Path mount;
  private Connection connection;
  private String table;

  private SmallDisk(Path mount) {
    this.mount = mount;
  }

  /** Mounts it; skips the test where that is not allowed. */
  static SmallDisk mount(Path folder) throws IOException {
    Path mount = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=32m,mode=777", "tmpfs", mount.toString()),
        "a small disk cannot be mounted here: it takes root and the right to mount");
    return new SmallDisk(mount);
  }

  /** Moves a table onto it. */
  void holds(Connection connection, String table) throws IOException, SQLException {
    this.connection = connection;
    this.table = table;
    Path folder = Files.createDirectory(mount.resolve("data"));
    execute("CREATE TABLESPACE small LOCATION '%s'".formatted(folder));
    execute("CREATE TABLE filler (text text) TABLESPACE small");
    execute("ALTER TABLE filler ALTER text SET STORAGE EXTERNAL");
    execute("ALTER TABLE %s SET TABLESPACE small".formatted(table));
  }

  /** Leaves no room. */
  void fill() {
    for (int bytes : new int[] {500_000, 8_000, 100}) {
      try {
        while (true) {
          execute("INSERT INTO filler VALUES (repeat('x', %d))".formatted(bytes));
        }
      } catch (SQLException e) {
        assertThat(e.getSQLState()).as("disk full").isEqualTo("53100");
      }
    }
  }

  /** Makes room again. */
  void empty() throws SQLException {
    execute("DROP TABLE IF EXISTS filler");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Moves the table back to where it was, and unmounts. */
  @Override
  public void close() throws SQLException, IOException {
    try {
      if (table != null) {
        empty();
        execute("ALTER TABLE %s SET TABLESPACE pg_default".formatted(table));
        execute("DROP TABLESPACE small");
      }
    } finally {
      boolean unused = run("umount", "--lazy", mount.toString());
    }
  }

  private static boolean run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
