package dev.threeway.queryapi.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A few connections to the table of the audit: one for the thread that writes, the others for those
 * who read. The pool starts without the database, and finds it again by itself. Thread-safe.
 */
final class AuditDatabase implements ConnectionSource, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(5);
  private static final Duration NETWORK_LIMIT = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 3;

  private final HikariDataSource pool;

  AuditDatabase(AuditSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("audit");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(PATIENCE.toMillis() / 2);
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    // Who waits for the lock of the chain has to see what its holder has written.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.addDataSourceProperty("ApplicationName", "threeway-audit");
    config.addDataSourceProperty("connectTimeout", PATIENCE.toSeconds());
    config.addDataSourceProperty("loginTimeout", PATIENCE.toSeconds());
    config.addDataSourceProperty("socketTimeout", NETWORK_LIMIT.toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    config.addDataSourceProperty("reWriteBatchedInserts", true);
    config.addDataSourceProperty("options", "-c TimeZone=UTC");
    pool = new HikariDataSource(config);
  }

  /** A connection in a transaction, whose statements take a few seconds at most. */
  @Override
  public Connection open() throws SQLException {
    Connection connection = pool.getConnection();
    try (Statement limit = connection.createStatement()) {
      limit.execute("SET LOCAL statement_timeout = " + STATEMENT_LIMIT.toMillis());
      return connection;
    } catch (SQLException broken) {
      connection.close();
      throw broken;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
