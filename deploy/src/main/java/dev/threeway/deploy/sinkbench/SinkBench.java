package dev.threeway.deploy.sinkbench;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.sink.installer.SinkRewind;
import dev.threeway.sink.values.TableCopy;
import dev.threeway.sink.verify.SinkTable;
import dev.threeway.sink.verify.SinkVerifier;
import dev.threeway.sink.verify.TableReport;
import dev.threeway.sink.verify.VerifySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Measures one table after the other, on a stack that does nothing else. Not thread-safe. */
public final class SinkBench {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration STEP = Duration.ofMinutes(2);
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final Addresses addresses;
  private final Path directory;
  private final InstantSource clock;

  /**
   * A bench on a stack that has a broker, a registry, PostgreSQL and Connect.
   *
   * @param directory where the rows are kept between the two measurements
   */
  public SinkBench(Addresses addresses, Path directory, InstantSource clock) {
    this.addresses = addresses;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Has a sink write so many records, and {@code COPY} the rows that they made.
   *
   * @throws IllegalStateException if the sink is not done within half an hour
   */
  public SinkRate measure(SinkTable table, long records) throws SQLException, IOException {
    new BenchRecords(addresses, clock.instant().minus(Duration.ofHours(1))).send(table, records);
    try (Connection connection =
        DriverManager.getConnection(addresses.jdbcUrl(), Addresses.POSTGRES_USER, null)) {
      new SinkRewind(addresses.connectAddress(), STEP)
          .rewind(List.of(table.connector()), () -> empty(connection, table));
      Duration sink = awaitRows(connection, table, records);
      long differences = verify(table).differences();
      Duration copy = copy(connection, table);
      return new SinkRate(
          table, records, BenchRecords.rows(table, records), sink, copy, differences);
    }
  }

  private static void empty(Connection connection, SinkTable table) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE " + table.table());
    } catch (SQLException e) {
      throw new IllegalStateException("cannot empty " + table.table() + ": " + e.getMessage(), e);
    }
  }

  private static Duration awaitRows(Connection connection, SinkTable table, long records)
      throws SQLException {
    String first = "SELECT count(*), 0 FROM (SELECT FROM %s LIMIT 1) AS one";
    String all =
        table.isVersioned()
            ? "SELECT count(*), coalesce(sum(version), 0) FROM %s"
            : "SELECT count(*), 0 FROM %s";
    await(connection, first.formatted(table.table()), 1, 0);
    long start = System.nanoTime();
    await(
        connection,
        all.formatted(table.table()),
        BenchRecords.rows(table, records),
        BenchRecords.versions(table, records));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void await(Connection connection, String query, long rows, long versions)
      throws SQLException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      long asked = System.nanoTime();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        row.next();
        if (row.getLong(1) == rows && row.getLong(2) == versions) {
          return;
        }
        if (System.nanoTime() - deadline >= 0) {
          throw new IllegalStateException(
              "the sink has written %d of %d rows within %d min; see ./recon status"
                  .formatted(row.getLong(1), rows, LIMIT.toMinutes()));
        }
      }
      // Counting takes a core from the sink: a tenth of the time at the most.
      LockSupport.parkNanos(Math.max(POLL.toNanos(), 10 * (System.nanoTime() - asked)));
    }
  }

  private TableReport verify(SinkTable table) throws SQLException {
    return new SinkVerifier(
            new VerifySettings(
                addresses.jdbcUrl(),
                Addresses.POSTGRES_USER,
                null,
                Map.of(
                    "bootstrap.servers",
                    addresses.bootstrapServers(),
                    "schema.registry.url",
                    addresses.registryUrl()),
                STEP))
        .verify(table);
  }

  /** Where the rows are when the sink has written them. */
  private static String written(SinkTable table) {
    return table == SinkTable.RECONCILIATION_RESULTS
        ? "reconciliation_results_open"
        : table.table();
  }

  /** Into a table with the same columns, checks and indexes; no trigger stands in the way. */
  private Duration copy(Connection connection, SinkTable table) throws SQLException, IOException {
    Path rows = directory.resolve(table.table() + ".copy");
    try (Statement statement = connection.createStatement()) {
      try (OutputStream out = Files.newOutputStream(rows)) {
        TableCopy.out(
            connection, "COPY (SELECT * FROM %s) TO STDOUT".formatted(table.table()), out);
      }
      statement.execute("DROP TABLE IF EXISTS copied");
      statement.execute("CREATE TABLE copied (LIKE %s INCLUDING ALL)".formatted(written(table)));
      statement.execute("CHECKPOINT");
      long start = System.nanoTime();
      try (InputStream in = Files.newInputStream(rows)) {
        TableCopy.in(connection, "COPY copied FROM STDIN", in);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      statement.execute("DROP TABLE copied");
      return took;
    } finally {
      Files.deleteIfExists(rows);
    }
  }
}
