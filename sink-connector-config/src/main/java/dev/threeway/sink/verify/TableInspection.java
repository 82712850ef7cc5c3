package dev.threeway.sink.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** One look at a table, in one snapshot, and at what came onto its topics meanwhile. */
final class TableInspection {
  private static final int MOST_DETAILS = 10;
  private static final int FETCH = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SinkTable table;
  private final Connection connection;
  private final RecordedRows recorded;
  private final Map<String, Object> client;
  private final Comparison sql;
  private final List<String> details = new ArrayList<>();

  TableInspection(
      SinkTable table, Connection connection, RecordedRows recorded, Map<String, Object> client) {
    this.table = table;
    this.connection = connection;
    this.recorded = recorded;
    this.client = client;
    this.sql = new Comparison(table);
  }

  /** The report of this look; the connection is outside a transaction before and after. */
  TableReport report(long lag) throws SQLException {
    connection.setAutoCommit(false);
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      // The first statement takes the snapshot; what the topics have got by then may be in it.
      long rows = count(sql.rows());
      recorded.add();
      DeadLetterIndex.load(table, connection, client);
      execute(List.of("DROP TABLE IF EXISTS due, wrong, absent"));
      execute(sql.due());
      execute(sql.wrong());
      execute(sql.absent());
      long lost = lost();
      long missing = missing();
      long different = different();
      long[] surplus = surplus();
      return new TableReport(
          table,
          count("SELECT count(*) FROM recorded WHERE NOT late"),
          count("SELECT count(*) FROM due"),
          rows,
          missing,
          surplus[0],
          different,
          lost,
          count(sql.setAside()),
          surplus[1],
          lag,
          details);
    } finally {
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private void execute(List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private long count(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private long lost() throws SQLException {
    return each(
        sql.lost(),
        row ->
            "lost: %s-%d@%d is neither a row nor a dead letter: %s"
                .formatted(row.getString(1), row.getInt(2), row.getLong(3), row.getString(4)));
  }

  private long missing() throws SQLException {
    return each(
        sql.absentKeys(),
        row ->
            "missing: %s, which is at %s-%d@%d"
                .formatted(row.getString(1), row.getString(2), row.getInt(3), row.getLong(4)));
  }

  private long different() throws SQLException {
    long rows = count("SELECT count(*) FROM wrong WHERE known");
    if (rows > 0) {
      detail(sql.differing(), row -> "different: %s: %s".formatted(row.getString(1), columns(row)));
    }
    return rows;
  }

  private String columns(ResultSet row) throws SQLException {
    try {
      JsonNode is = JSON.readTree(row.getString(2));
      JsonNode due = JSON.readTree(row.getString(3));
      return table.columns().stream()
          .filter(column -> !is.path(column).equals(due.path(column)))
          .map(
              column ->
                  "%s is %s instead of %s".formatted(column, is.path(column), due.path(column)))
          .collect(Collectors.joining(", "));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave no JSON", e);
    }
  }

  /** Formats a row of a result. */
  @FunctionalInterface
  private interface Line {
    String of(ResultSet row) throws SQLException;
  }

  /** Counts the rows of a query, and turns the first into details. */
  private long each(String query, Line line) throws SQLException {
    long rows = count("SELECT count(*) FROM (%s) AS found".formatted(query));
    if (rows > 0) {
      detail(query, line);
    }
    return rows;
  }

  private void detail(String query, Line line) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("%s LIMIT %d".formatted(query, MOST_DETAILS))) {
      while (row.next()) {
        details.add(line.of(row));
      }
    }
  }

  /** Rows that no record accounts for, and those of which that cannot be said. */
  private long[] surplus() throws SQLException {
    long[] found = new long[2];
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet row = statement.executeQuery(sql.surplus())) {
        while (row.next()) {
          boolean forgotten = forgotten(row.getString(1), row.getLong(2));
          found[forgotten ? 1 : 0]++;
          if (!forgotten && found[0] <= MOST_DETAILS) {
            details.add("surplus: %s, which no record accounts for".formatted(row.getString(3)));
          }
        }
      }
    }
    return found;
  }

  /** Whether the record may have been on its topic once. */
  private boolean forgotten(String where, long offset) {
    Map<TopicPartition, Long> begins = recorded.feed().begins();
    if (!table.isVersioned()) {
      int colon = where.lastIndexOf(':');
      TopicPartition partition =
          new TopicPartition(
              where.substring(0, colon), Integer.parseInt(where.substring(colon + 1)));
      return offset < begins.getOrDefault(partition, 0L);
    }
    String topic = table.topics().get(0);
    int partition =
        Utils.toPositive(Utils.murmur2(where.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            % recorded.feed().partitionsOf(topic);
    return begins.getOrDefault(new TopicPartition(topic, partition), 0L) > 0;
  }
}
