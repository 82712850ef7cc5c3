package dev.threeway.deploy.it;

import dev.threeway.deploy.stack.Addresses;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The table of the audit, as its owner or somebody else may read and change it. */
record AuditTable(String jdbcUrl) {
  /** Keeps a copy of the rows. */
  void keep() throws SQLException {
    tamper("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM audit_logs");
  }

  /** Puts the kept rows back; what was added behind them in the meantime stays. */
  void restore() throws SQLException {
    tamper(
        "DELETE FROM audit_logs WHERE sequence IN (SELECT sequence FROM kept);"
            + " DELETE FROM audit_logs WHERE event_id IN (SELECT event_id FROM kept);"
            + " INSERT INTO audit_logs SELECT * FROM kept");
  }

  /** Runs a statement as the owner. */
  void tamper(String statement) throws SQLException {
    execute(Addresses.POSTGRES_USER, statement);
  }

  void execute(String user, String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, null);
        Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  long number(String query) throws SQLException {
    return numbers(query).get(0);
  }

  List<Long> numbers(String query) throws SQLException {
    return texts(query).stream().map(Long::valueOf).toList();
  }

  String text(String query) throws SQLException {
    return texts(query).get(0);
  }

  private List<String> texts(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, Addresses.POSTGRES_USER, null);
  }
}
