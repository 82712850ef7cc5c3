package dev.threeway.queryapi.history;

import dev.threeway.queryapi.history.HistoryUnavailableException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;

/**
 * One deadline for everything that a read does: each statement gets what is left of it. PostgreSQL
 * is told to stop by then; if it does not even do that, the connection is given up soon after.
 */
final class OneDeadline implements ExecuteListener {
  private static final long serialVersionUID = 1L;

  /** For PostgreSQL to say that it has stopped. */
  private static final Duration SLACK = Duration.ofMillis(500);

  private final long deadline;

  /** Begins to count. */
  OneDeadline(Duration limit) {
    deadline = System.nanoTime() + limit.toNanos();
  }

  /** What is left, in ms; 0 if nothing is. */
  long leftMillis() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }

  @Override
  public void executeStart(ExecuteContext statement) {
    try {
      limit(statement.connection(), leftMillis());
    } catch (SQLException failed) {
      throw new DataAccessException("the time limit cannot be set", failed);
    }
  }

  private static void limit(Connection connection, long millis) throws SQLException {
    if (millis == 0) {
      throw new HistoryUnavailableException(Reason.TOO_SLOW, null);
    }
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(millis + SLACK.toMillis()));
    try (Statement limit = connection.createStatement()) {
      limit.execute("SET LOCAL statement_timeout = " + millis);
    }
  }
}
