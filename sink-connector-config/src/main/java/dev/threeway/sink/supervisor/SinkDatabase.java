package dev.threeway.sink.supervisor;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;

/** The database that the sinks fill, as their role sees it. Safe for use by many threads. */
final class SinkDatabase {
  /** Seconds; who waits longer for a connection would not be served by this database either. */
  private static final String CONNECT_LIMIT = "5";

  private final String url;
  private final Properties credentials = new Properties();

  SinkDatabase(String url, String user, String password) {
    this.url = url;
    credentials.setProperty("user", user);
    credentials.setProperty("password", password);
    credentials.setProperty("connectTimeout", CONNECT_LIMIT);
    credentials.setProperty("loginTimeout", CONNECT_LIMIT);
    // A host that has vanished is noticed at some time, and not never.
    credentials.setProperty("tcpKeepAlive", "true");
  }

  /**
   * A connection; the caller closes it.
   *
   * @throws SQLException if the database is away, or has no connection left
   */
  Connection connect() throws SQLException {
    // The driver manager does not show a plugin the drivers of its own folder.
    return new Driver().connect(url, credentials);
  }

  /** Whether it lets the sinks' role in and answers, within a few seconds. */
  boolean answers() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, Integer.parseInt(CONNECT_LIMIT) * 1_000);
      statement.execute("SELECT 1");
      return true;
    } catch (SQLException away) {
      return false;
    }
  }
}
