package dev.threeway.queryapi.history;

import java.time.Duration;

/**
 * How the history is reached.
 *
 * @param jdbcUrl of a PostgreSQL database with the tables of the migrations
 * @param password null where none is asked for
 * @param poolSize the most connections at a time
 * @param requestTimeout how long a page may take, with all its statements and the wait for a
 *     connection
 * @param exportTimeout how long PostgreSQL may work on the rows of an export that it sends at once
 */
public record HistorySettings(
    String jdbcUrl,
    String user,
    String password,
    int poolSize,
    Duration requestTimeout,
    Duration exportTimeout) {

  /** Without the password. */
  @Override
  public String toString() {
    return "HistorySettings[%s as %s]".formatted(jdbcUrl, user);
  }
}
