package dev.threeway.queryapi.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.threeway.queryapi.history.HistoryUnavailableException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded pool of connections that may only read. Each read sees one snapshot. The pool starts
 * without the database, and finds it again by itself. Thread-safe.
 */
final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** How long a request may wait for a connection: threads that wait are none that answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Once the database was away, requests are refused without a try for so long. */
  private static final Duration BREATHER = Duration.ofMillis(500);

  /** Beyond this the network is at fault, not the statement. */
  private static final Duration NETWORK_SLACK = Duration.ofSeconds(5);

  private final HikariDataSource pool;
  private final Semaphore readers;
  private final Semaphore exporters;
  private final Duration readTimeout;
  private final Duration exportTimeout;
  private volatile long refuseUntil = System.nanoTime();

  Database(HistorySettings settings) {
    readTimeout = settings.requestTimeout();
    exportTimeout = settings.exportTimeout();
    // An export holds its connection for as long as its reader likes: some are kept from them.
    exporters = new Semaphore(Math.max(1, settings.poolSize() / 2));
    readers = new Semaphore(settings.poolSize());
    pool = new HikariDataSource(configuration(settings));
  }

  private static HikariConfig configuration(HistorySettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("history");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.poolSize());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(PATIENCE.toMillis() / 2);
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.setReadOnly(true);
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    config.addDataSourceProperty("ApplicationName", "threeway-query-api");
    config.addDataSourceProperty("connectTimeout", PATIENCE.toSeconds());
    config.addDataSourceProperty("loginTimeout", PATIENCE.plus(NETWORK_SLACK).toSeconds());
    config.addDataSourceProperty(
        "socketTimeout", settings.exportTimeout().plus(NETWORK_SLACK).toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    // What a role may do is the database's to say; this stands even where it says nothing.
    config.addDataSourceProperty("options", "-c default_transaction_read_only=on -c TimeZone=UTC");
    return config;
  }

  /**
   * Reads a bounded number of rows, in one snapshot. One limit holds for all statements and for the
   * wait before the first.
   *
   * @throws HistoryUnavailableException if the database cannot answer in time
   */
  <T> T read(Function<DSLContext, T> reader) {
    OneDeadline deadline = new OneDeadline(readTimeout);
    return inTransaction(
        readers,
        Math.min(PATIENCE.toMillis(), deadline.leftMillis()),
        connection -> reader.apply(context(connection, deadline)));
  }

  /**
   * Reads without a bound on the rows, in one snapshot, at the pace of the reader.
   *
   * @throws HistoryUnavailableException if the database cannot answer in time
   */
  <T> T export(Function<DSLContext, T> reader) {
    return inTransaction(
        exporters,
        PATIENCE.toMillis(),
        connection -> {
          DSLContext context = DSL.using(connection, SQLDialect.POSTGRES);
          context.execute("SET LOCAL statement_timeout = " + exportTimeout.toMillis());
          return reader.apply(context);
        });
  }

  private static DSLContext context(Connection connection, OneDeadline deadline) {
    return DSL.using(
        new DefaultConfiguration()
            .set(connection)
            .set(SQLDialect.POSTGRES)
            .set(new DefaultExecuteListenerProvider(deadline)));
  }

  private <T> T inTransaction(
      Semaphore permits, long patienceMillis, Function<Connection, T> reader) {
    if (System.nanoTime() - refuseUntil < 0) {
      throw new HistoryUnavailableException(Reason.AWAY, null);
    }
    if (!acquire(permits, patienceMillis)) {
      throw new HistoryUnavailableException(Reason.BUSY, null);
    }
    try (Connection connection = pool.getConnection()) {
      try {
        return reader.apply(connection);
      } finally {
        rollBack(connection);
      }
    } catch (SQLException noConnection) {
      throw unavailable(Reason.AWAY, noConnection);
    } catch (DataAccessException failed) {
      throw unavailable(reason(failed), failed);
    } finally {
      permits.release();
    }
  }

  /** Ends the snapshot. A connection on which that fails is broken, and the pool drops it. */
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      LOG.debug("A connection broke while it was read from", broken);
    }
  }

  private static boolean acquire(Semaphore permits, long patienceMillis) {
    try {
      return permits.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HistoryUnavailableException unavailable(Reason reason, Exception cause) {
    if (reason == Reason.AWAY) {
      refuseUntil = System.nanoTime() + BREATHER.toNanos();
    }
    LOG.atWarn()
        .addKeyValue("reason", reason)
        .addKeyValue("cause", cause.getMessage())
        .log("The history cannot be read");
    return new HistoryUnavailableException(reason, cause);
  }

  /** What is no fault of the database's state is a fault of ours, and goes on as it is. */
  private static Reason reason(DataAccessException failed) {
    String state = failed.sqlState();
    if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")) {
      return Reason.AWAY;
    }
    return switch (state) {
      case "57014", "55P03" -> Reason.TOO_SLOW;
      case "42P01", "42703", "3F000" -> Reason.NOT_MIGRATED;
      default -> throw failed;
    };
  }

  /** How many connections are in use. */
  int active() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  @Override
  public void close() {
    pool.close();
  }
}
