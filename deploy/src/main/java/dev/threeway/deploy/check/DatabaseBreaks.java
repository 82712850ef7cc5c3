package dev.threeway.deploy.check;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has arrived in PostgreSQL. Not thread-safe. */
public final class DatabaseBreaks implements AutoCloseable {
  private final Connection connection;

  /** Connects to the stack at these addresses. */
  public DatabaseBreaks(Addresses addresses) throws SQLException {
    connection = DriverManager.getConnection(addresses.jdbcUrl(), Addresses.POSTGRES_USER, null);
  }

  /** The breaks in their last version. */
  public List<FoundBreak> breaks() throws SQLException {
    List<FoundBreak> breaks = new ArrayList<>();
    String query =
        "SELECT mismatch_id, version, txn_id, type, missing_source, state, resolution"
            + " FROM mismatches";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        String missing = row.getString("missing_source");
        String resolution = row.getString("resolution");
        breaks.add(
            new FoundBreak(
                row.getString("mismatch_id"),
                row.getInt("version"),
                row.getString("txn_id"),
                BreakType.valueOf(row.getString("type")),
                missing == null ? null : Source.valueOf(missing),
                BreakState.valueOf(row.getString("state")),
                resolution == null ? null : Resolution.valueOf(resolution)));
      }
    }
    return breaks;
  }

  /** Whether any break is there. */
  public boolean anyBreak() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT 1 FROM mismatches LIMIT 1")) {
      return row.next();
    }
  }

  /** How many transactions have each status. */
  public Map<String, Long> results() throws SQLException {
    return counts("SELECT status, count(*) FROM reconciliation_results GROUP BY status");
  }

  /** How many breaks of each type are open. */
  public Map<String, Long> openBreaks() throws SQLException {
    return counts("SELECT type, count(*) FROM mismatches WHERE state = 'OPEN' GROUP BY type");
  }

  private Map<String, Long> counts(String query) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        counts.put(row.getString(1), row.getLong(2));
      }
    }
    return counts;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
