package dev.threeway.sink.verify;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL that holds a table against {@code recorded} and {@code set_aside}.
 *
 * <p>A row is right if a record says exactly the same and is not older than the last record of its
 * key that was due when the comparison was asked for: while traffic goes on, the table may be ahead
 * of that record, but never behind it and never beside the topic.
 */
final class Comparison {
  private final SinkTable table;

  Comparison(SinkTable table) {
    this.table = table;
  }

  private String columns(String alias) {
    return list(alias, table.columns());
  }

  private String key(String alias) {
    return list(alias, table.key());
  }

  private static String list(String alias, List<String> columns) {
    return columns.stream().map(c -> alias + "." + c).collect(Collectors.joining(", "));
  }

  private String sameKey(String one, String other) {
    return table.key().stream()
        .map(c -> "%s.%s = %s.%s".formatted(one, c, other, c))
        .collect(Collectors.joining(" AND "));
  }

  /** Fills {@code due}: the last record of each key that has to have arrived. */
  List<String> due() {
    return List.of(
        """
        CREATE TEMPORARY TABLE due AS
          SELECT DISTINCT ON (%1$s) r.*
          FROM recorded r
          WHERE NOT r.late AND r.fault IS NULL AND NOT EXISTS (
            SELECT FROM set_aside s
            WHERE s.at_topic = r.at_topic AND s.at_partition = r.at_partition
              AND s.at_offset = r.at_offset)
            %3$s
          ORDER BY %1$s, %2$s r.at_offset DESC
        """
            .formatted(key("r"), table.isVersioned() ? "r.version DESC," : "", kept()),
        "ANALYZE due");
  }

  /** The table takes no row of a day that is past its retention. */
  private String kept() {
    return table
        .retentionColumn()
        .map(
            column ->
                "AND r.%s >= (SELECT kept_since::timestamptz FROM history_retention WHERE relation = '%s')"
                    .formatted(column, table.table()))
        .orElse("");
  }

  /**
   * Fills {@code wrong}: the keys of rows that are not what they should be, with {@code known} for
   * whether any record has that key.
   */
  List<String> wrong() {
    return List.of(
        """
        CREATE TEMPORARY TABLE wrong AS
          SELECT %1$s, bool_or(r.at_topic IS NOT NULL) OR bool_or(d.at_topic IS NOT NULL) AS known
          FROM %2$s t
          LEFT JOIN due d ON %3$s
          LEFT JOIN recorded r ON r.fault IS NULL AND %4$s %5$s
          GROUP BY %1$s
          HAVING NOT bool_or(
            r.at_topic IS NOT NULL AND (%6$s) IS NOT DISTINCT FROM (%7$s)
            AND (d.at_topic IS NULL OR (%8$s, r.at_offset) >= (%9$s, d.at_offset)))
        """
            .formatted(
                key("t"),
                table.table(),
                sameKey("d", "t"),
                sameKey("r", "t"),
                table.isVersioned() ? "AND r.version = t.version" : "",
                columns("r"),
                columns("t"),
                table.isVersioned() ? "r.version" : "0",
                table.isVersioned() ? "d.version" : "0"));
  }

  /** Fills {@code absent}: what is due and not there. */
  List<String> absent() {
    return List.of(
        "CREATE TEMPORARY TABLE absent AS SELECT d.* FROM due d WHERE NOT EXISTS (SELECT FROM %s t WHERE %s)"
            .formatted(table.table(), sameKey("t", "d")));
  }

  /** Records that are no row and no dead letter. */
  String lost() {
    return """
        SELECT r.at_topic, r.at_partition, r.at_offset, r.fault
        FROM recorded r
        WHERE NOT r.late AND r.fault IS NOT NULL AND NOT EXISTS (
          SELECT FROM set_aside s
          WHERE s.at_topic = r.at_topic AND s.at_partition = r.at_partition
            AND s.at_offset = r.at_offset)
        """;
  }

  /** The keys of rows that no record has, one text column each. */
  String surplus() {
    return "SELECT %s FROM wrong w JOIN %s t ON %s WHERE NOT w.known"
        .formatted(
            table.isVersioned() ? "t.txn_id, 0::bigint, " + text() : coordinates(),
            table.table(),
            sameKey("t", "w"));
  }

  private String coordinates() {
    return "t.kafka_topic || ':' || t.kafka_partition, t.kafka_offset, " + text();
  }

  private String text() {
    return "concat_ws('/', %s)".formatted(key("t"));
  }

  /** Some rows that differ: key, the row as JSON, and what it should be as JSON. */
  String differing() {
    return """
        SELECT %1$s, to_jsonb(t), coalesce(to_jsonb(d), to_jsonb(l))
        FROM wrong w
        JOIN %2$s t ON %3$s
        LEFT JOIN due d ON %4$s
        LEFT JOIN LATERAL (
          SELECT r.* FROM recorded r
          WHERE d.at_topic IS NULL AND r.fault IS NULL AND %5$s
          ORDER BY at_offset LIMIT 1) l ON true
        WHERE w.known
        """
        .formatted(text(), table.table(), sameKey("t", "w"), sameKey("d", "w"), sameKey("r", "w"));
  }

  /** Some rows that are not there, by their keys. */
  String absentKeys() {
    return "SELECT concat_ws('/', %s), at_topic, at_partition, at_offset FROM absent a"
        .formatted(key("a"));
  }

  String rows() {
    return "SELECT count(*) FROM " + table.table();
  }

  String setAside() {
    return """
        SELECT count(*) FROM recorded r JOIN set_aside s
          ON s.at_topic = r.at_topic AND s.at_partition = r.at_partition
            AND s.at_offset = r.at_offset
        WHERE NOT r.late
        """;
  }
}
