package dev.threeway.sink.verify;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * Compares a table with its topics completely: how many rows, which keys, every column. Works while
 * traffic goes on, and holds no more than one poll in memory: the database compares, in temporary
 * tables. Safe for use by many threads.
 */
public final class SinkVerifier {
  private static final long PAUSE_MILLIS = 500;

  private final VerifySettings settings;

  /** A verifier for one database and one cluster. */
  public SinkVerifier(VerifySettings settings) {
    this.settings = settings;
  }

  /**
   * Compares every table.
   *
   * @throws SQLException if the database cannot be reached or refuses
   * @throws IllegalStateException if a topic cannot be read to its end
   */
  public List<TableReport> verifyAll() throws SQLException {
    List<TableReport> reports = new java.util.ArrayList<>();
    for (SinkTable table : SinkTable.values()) {
      reports.add(verify(table));
    }
    return reports;
  }

  /**
   * Compares one table with what is on its topics at this moment, once the sink has written that or
   * its time is over.
   *
   * @throws SQLException if the database cannot be reached or refuses
   * @throws IllegalStateException if a topic cannot be read to its end
   */
  public TableReport verify(SinkTable table) throws SQLException {
    long deadline = System.nanoTime() + settings.patience().toNanos();
    try (Connection connection =
            DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
        Admin admin = Admin.create(settings.client());
        RecordedRows recorded = new RecordedRows(table, connection, settings.client())) {
      prepare(connection);
      recorded.add();
      SinkLag lag = new SinkLag(admin);
      var ends = recorded.feed().nexts();
      while (true) {
        // Read before the rows are: what is committed by then is in the table.
        long behind = lag.of(table, ends);
        TableReport report =
            new TableInspection(table, connection, recorded, settings.client()).report(behind);
        if (report.differences() == 0 || behind == 0 || System.nanoTime() - deadline >= 0) {
          return report;
        }
        pause();
      }
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      statement.execute("SET work_mem = '64MB'");
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
