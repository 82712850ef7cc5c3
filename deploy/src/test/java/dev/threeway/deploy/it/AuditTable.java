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
  /** Takes the trigger away, as the owner can, and keeps a copy of the rows. */
  void open() throws SQLException {
    tamper("ALTER TABLE audit_logs DISABLE TRIGGER ALL");
    tamper("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM audit_logs");
  }

  /** Puts the trigger back. */
  void seal() throws SQLException {
    tamper("ALTER TABLE audit_logs ENABLE ALWAYS TRIGGER audit_logs_append_only");
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

  /**
   * Changes rows and computes them and all behind them again, as the comments of the columns say
   * that it is done.
   */
  static String rewrittenFrom(long first, String change) {
    return """
        CREATE OR REPLACE FUNCTION pg_temp.sealed(content text) RETURNS bytea LANGUAGE sql AS
        $$ SELECT CASE WHEN content IS NULL THEN int4send(-1)
          ELSE int4send(octet_length(convert_to(content, 'UTF8'))) || convert_to(content, 'UTF8')
          END $$;
        %2$s;
        DO $$
        DECLARE
          one    audit_logs;
          before bytea := (SELECT hash FROM audit_logs WHERE sequence = %1$d - 1);
        BEGIN
          FOR one IN SELECT * FROM audit_logs WHERE sequence >= %1$d ORDER BY sequence LOOP
            UPDATE audit_logs SET previous_hash = before, hash = sha256(
              convert_to('threeway-audit-1', 'UTF8') || int8send(one.sequence) || before
              || int8send((extract(epoch FROM one.occurred_at) * 1000)::bigint)
              || uuid_send(one.event_id)
              || pg_temp.sealed(one.user_name) || pg_temp.sealed(one.subject)
              || int4send(cardinality(one.roles))
              || coalesce((SELECT string_agg(pg_temp.sealed(role), ''::bytea ORDER BY place)
                   FROM unnest(one.roles) WITH ORDINALITY AS roles(role, place)), ''::bytea)
              || pg_temp.sealed(one.action) || pg_temp.sealed(one.resource)
              || pg_temp.sealed(one.outcome) || pg_temp.sealed(one.address)
              || pg_temp.sealed(one.trace_id) || pg_temp.sealed(one.detail))
            WHERE sequence = one.sequence
            RETURNING hash INTO before;
          END LOOP;
        END $$
        """
        .formatted(first, change);
  }

  List<String> texts(String query) throws SQLException {
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
