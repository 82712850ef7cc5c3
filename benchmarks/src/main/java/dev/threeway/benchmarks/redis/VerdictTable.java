package dev.threeway.benchmarks.redis;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The results: one row for each transaction, written anew when more is known. For one thread. */
final class VerdictTable implements AutoCloseable {
  /** With its schema. */
  static final String NAME = "bench.verdicts";

  private final Connection connection;
  private final PreparedStatement upsert;

  /**
   * Opens a connection, and makes the table if it is not there.
   *
   * @param jdbcUrl with the user
   */
  VerdictTable(String jdbcUrl) throws SQLException {
    connection = DriverManager.getConnection(jdbcUrl);
    createTable();
    upsert =
        connection.prepareStatement(
            "insert into "
                + NAME
                + " (txn_id, verdict) values (?, ?)"
                + " on conflict (txn_id) do update set verdict = excluded.verdict");
  }

  private void createTable() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Two that create it at the same time would fail on each other.
      statement.execute(
          """
          begin;
          select pg_advisory_xact_lock(3);
          create table if not exists %s (
            txn_id text primary key,
            verdict text not null,
            decided_at timestamptz not null default now());
          commit"""
              .formatted(NAME));
    }
  }

  /** Writes one row, in a transaction of its own. */
  void write(String txnId, String verdict) throws SQLException {
    upsert.setString(1, txnId);
    upsert.setString(2, verdict);
    upsert.executeUpdate();
  }

  /** Writes many rows in one transaction. */
  void write(Map<String, String> verdicts) throws SQLException {
    if (verdicts.isEmpty()) {
      return;
    }
    connection.setAutoCommit(false);
    for (Map.Entry<String, String> verdict : verdicts.entrySet()) {
      upsert.setString(1, verdict.getKey());
      upsert.setString(2, verdict.getValue());
      upsert.addBatch();
    }
    upsert.executeBatch();
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public void close() throws SQLException {
    upsert.close();
    connection.close();
  }
}
