package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.sink.migrations.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables of the history on a real PostgreSQL: migrations, days, retention and rights. */
class HistoryTablesIT {
  private static final String OWNER = "postgres";
  private static final String RAW_EVENTS = "sink_raw_events";
  private static final String RESULTS = "sink_reconciliation_results";
  private static final String MISMATCHES = "sink_mismatches";

  /** What the sinks fill. */
  private static final List<String> FILLED =
      List.of("raw_events", "reconciliation_results", "mismatches");

  private static final LocalStack STACK =
      LocalStack.builder()
          .home(SharedStack.home())
          .directory(Path.of("target", "it", "history-tables"))
          .parts(Set.of(Part.POSTGRES))
          .build();

  @BeforeAll
  static void startPostgresql() {
    RunningStack.in(STACK.directory()).ifPresent(RunningStack::stop);
    STACK.directory().deleteData();
    STACK.start();
  }

  @AfterAll
  static void stop() {
    STACK.close();
  }

  @Test
  void everyColumnAndEveryTableHasAComment() throws SQLException {
    String query =
        """
        SELECT c.relname || coalesce('.' || a.attname, '')
        FROM pg_class c
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p', 'v') AND c.relnamespace = 'public'::regnamespace
          AND c.relname <> 'flyway_schema_history' AND c.relname !~ '_\\d{8}$'
          AND (c.relispartition IS FALSE OR a.attnum IS NULL)
          AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)
        """;
    assertThat(in("reconciliation", OWNER, query)).isEmpty();
  }

  @Test
  void everyMigrationKeepsWhatEachEarlierVersionHeld() throws SQLException {
    List<String> versions =
        Arrays.stream(flyway("reconciliation", "latest").info().applied())
            .map(MigrationInfo::getVersion)
            .map(Object::toString)
            .toList();
    assertThat(versions).hasSizeGreaterThanOrEqualTo(7);
    for (String version : versions.subList(0, versions.size() - 1)) {
      String database = "from_" + version;
      in("postgres", OWNER, "CREATE DATABASE " + database);
      flyway(database, version).migrate();
      in(database, OWNER, rawEvent("raw_events", 1, "now()"));
      in(database, OWNER, rawEvent("raw_events", 2, "now() - interval '9 days'"));
      if (exists(database, "reconciliation_results")) {
        in(database, OWNER, result(table(database), "open", 2, "now()"));
        in(database, OWNER, result(table(database), "settled", 2, "now() - interval '9 days'"));
      }
      if (exists(database, "mismatches")) {
        in(database, OWNER, mismatch("mismatches", "m", 1));
      }
      Map<String, List<String>> held = new HashMap<>();
      for (String table : FILLED) {
        held.put(table, exists(database, table) ? rows(database, table) : List.of());
      }
      assertThat(held.get("raw_events")).hasSize(2);

      Migrations.migrate(url(database), OWNER, null);

      for (String table : FILLED) {
        assertThat(rows(database, table))
            .as("%s of version %s", table, version)
            .hasSameSizeAs(held.get(table));
        for (String row : held.get(table)) {
          // The row may have columns more, and none other.
          String same =
              "SELECT count(*) FROM %s r WHERE to_jsonb(r) @> '%s'"
                  .formatted(table, row.replace("'", "''"));
          assertThat(in(database, OWNER, same))
              .as("%s of version %s", row, version)
              .containsExactly("1");
        }
      }
    }
  }

  @Test
  void whoMigratesOwnsEverythingAndNeedsNoMoreThanADatabaseOfItsOwn() throws SQLException {
    in("postgres", OWNER, "CREATE ROLE migrator LOGIN");
    in("postgres", OWNER, "CREATE DATABASE owned OWNER migrator");

    Migrations.migrate(url("owned"), "migrator", null);

    assertThat(
            in(
                "owned",
                OWNER,
                "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"))
        .containsExactly("migrator");
    sink("owned", rawEvent(RAW_EVENTS, 1, "now()"));
    sink("owned", result(RESULTS, "txn", 1, "now() - interval '10 days'"));
    sink("owned", mismatch(MISMATCHES, "m", 1));
    sink("owned", "SELECT keep_history()");
    for (String table : FILLED) {
      assertThat(in("owned", "api", "SELECT count(*) FROM " + table)).containsExactly("1");
    }
    assertThat(in("owned", "api", "SELECT version FROM mismatch_versions")).containsExactly("1");
  }

  @Test
  void aReplayOfOldRecordsChangesNothingWhereverTheRowIs() throws SQLException {
    String database = fresh("replay");
    String old = "now() - interval '10 days'";
    sink(database, rawEvent(RAW_EVENTS, 7, old));
    sink(database, rawEvent(RAW_EVENTS, 7, old));
    sink(database, result(RESULTS, "old", 3, old));
    sink(database, result(RESULTS, "new", 3, "now()"));
    sink(database, "SELECT keep_history()");
    assertThat(in(database, OWNER, places("old"))).containsExactly("3 settled");
    assertThat(in(database, OWNER, places("new"))).containsExactly("3 open");

    for (int version = 1; version <= 3; version++) {
      sink(database, result(RESULTS, "old", version, old));
      sink(database, result(RESULTS, "new", version, "now()"));
    }
    sink(database, rawEvent(RAW_EVENTS, 7, old));

    assertThat(in(database, OWNER, places("old"))).containsExactly("3 settled");
    assertThat(in(database, OWNER, places("new"))).containsExactly("3 open");
    assertThat(in(database, OWNER, "SELECT count(*) FROM raw_events")).containsExactly("1");
  }

  @Test
  void ofABatchTheNewestVersionStaysAndOfTwoRecordsOfItTheLater() throws SQLException {
    String database = fresh("batch");
    sink(
        database,
        results(
            RESULTS,
            List.of(
                resultRow("new", 1, "now()", "first"),
                resultRow("new", 3, "now()", "once"),
                resultRow("stored", 5, "now()", "stored"),
                resultRow("new", 3, "now()", "again"),
                resultRow("new", 2, "now()", "late"))));
    sink(
        database,
        results(
            RESULTS,
            List.of(
                resultRow("new", 3, "now()", "replayed"),
                resultRow("stored", 4, "now()", "older"),
                resultRow("stored", 3, "now()", "oldest"))));

    assertThat(
            in(
                database,
                OWNER,
                "SELECT txn_id || ' ' || version || ' ' || rule_version FROM reconciliation_results ORDER BY 1"))
        .containsExactly("new 3 replayed", "stored 5 stored");
  }

  @Test
  void aVersionKeepsThePlaceOfItsRowInTheLists() throws SQLException {
    String database = fresh("listed");
    sink(database, result(RESULTS, "txn", 1, "'2100-01-01'"));
    sink(database, result(RESULTS, "txn", 2, "'2100-01-02'"));
    in(database, OWNER, "UPDATE reconciliation_results SET listed_at = now()");

    assertThat(
            in(
                database,
                OWNER,
                "SELECT listed_at::date || ' ' || first_event_time::date FROM reconciliation_results"))
        .containsExactly("2100-01-01 2100-01-02");
  }

  @Test
  void everyVersionOfABreakIsKeptInWhateverOrderItComes() throws SQLException {
    String database = fresh("versions");
    sink(database, mismatch(MISMATCHES, "m", 2, 4, 3, 4));
    sink(database, mismatch(MISMATCHES, "m", 1));
    sink(database, mismatch(MISMATCHES, "m", 2, 4, 3));

    assertThat(in(database, OWNER, "SELECT version FROM mismatch_versions ORDER BY 1"))
        .containsExactly("1", "2", "3", "4");
    assertThat(in(database, OWNER, "SELECT version FROM mismatches")).containsExactly("4");
  }

  @Test
  void aRowThatTheTableRefusesLeavesNothingOfItsBatch() throws SQLException {
    String database = fresh("whole");

    assertThatThrownBy(
            () ->
                sink(
                    database,
                    results(
                        RESULTS,
                        List.of(
                            resultRow("good", 1, "now()", "1"), resultRow("bad", 1, "NULL", "1")))))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23502"));

    assertThat(in(database, OWNER, "SELECT * FROM reconciliation_results")).isEmpty();
  }

  @Test
  void aNewVersionOfASettledResultTakesTheOldOnesPlace() throws SQLException {
    String database = fresh("late");
    String first = "now() - interval '10 days'";
    sink(database, result(RESULTS, "late", 1, first));
    sink(database, "SELECT keep_history()");

    // An earlier leg came: the version's first event time is on another day than the row.
    sink(database, result(RESULTS, "late", 2, first + " - interval '23 hours'"));

    assertThat(in(database, OWNER, places("late"))).containsExactly("2 settled");
  }

  @Test
  void whatIsPastItsRetentionGoesByTheDayAndDoesNotComeBack() throws SQLException {
    String database = fresh("retention");
    in(database, OWNER, "UPDATE history_retention SET keep_days = 5");
    for (int day = 3; day <= 8; day++) {
      String time = "now() - interval '%d days'".formatted(day);
      sink(database, rawEvent(RAW_EVENTS, day, time));
      sink(database, result(RESULTS, "txn-" + day, 1, time));
    }

    sink(database, "SELECT keep_history()");

    for (int replay = 0; replay < 2; replay++) {
      assertThat(in(database, OWNER, "SELECT kafka_offset FROM raw_events ORDER BY 1"))
          .containsExactly("3", "4", "5");
      assertThat(in(database, OWNER, "SELECT txn_id FROM reconciliation_results ORDER BY 1"))
          .containsExactly("txn-3", "txn-4", "txn-5");
      sink(database, rawEvent(RAW_EVENTS, 8, "now() - interval '8 days'"));
      sink(database, result(RESULTS, "txn-8", 1, "now() - interval '8 days'"));
    }
  }

  @Test
  void aDayWithoutAPartitionWaitsForIt() throws SQLException {
    String database = fresh("ahead");
    sink(database, rawEvent(RAW_EVENTS, 1, "now() + interval '20 days'"));
    assertThat(in(database, OWNER, "SELECT count(*) FROM raw_events_default")).containsExactly("1");

    in(database, OWNER, "SELECT keep_history((now() + interval '15 days')::date)");

    assertThat(in(database, OWNER, "SELECT count(*) FROM raw_events_default")).containsExactly("0");
    assertThat(in(database, OWNER, "SELECT count(*) FROM raw_events")).containsExactly("1");
  }

  @Test
  void theSinkWritesTheApiReadsAndNeitherDoesMore() throws SQLException {
    for (String forbidden :
        List.of(
            "DELETE FROM raw_events",
            "TRUNCATE mismatches",
            "UPDATE mismatches SET version = 9",
            "UPDATE sink_mismatches SET version = 9",
            "SELECT * FROM sink_mismatches",
            rawEvent("raw_events", 1, "now()"),
            result("reconciliation_results_open", "txn", 1, "now()"),
            "SELECT * FROM audit_logs",
            "DROP TABLE mismatches",
            "UPDATE history_retention SET keep_days = 1")) {
      refused("sink", forbidden);
    }
    for (String forbidden :
        List.of(
            mismatch(MISMATCHES, "m", 1),
            mismatch("mismatches", "m", 1),
            "UPDATE mismatches SET version = 9",
            "DELETE FROM audit_logs",
            "SELECT keep_history()")) {
      refused("api", forbidden);
    }
    assertThat(in("reconciliation", "api", "SELECT count(*) FROM reconciliation_results"))
        .hasSize(1);
    assertThat(in("reconciliation", "api", "SELECT count(*) FROM audit_logs")).hasSize(1);
  }

  private static void refused(String user, String statement) {
    assertThatThrownBy(() -> in("reconciliation", user, statement))
        .as("%s: %s", user, statement)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  /** The rows of a table as JSON. */
  private static List<String> rows(String database, String table) throws SQLException {
    return in(database, OWNER, "SELECT to_jsonb(r) FROM %s r".formatted(table));
  }

  private static String rawEvent(String relation, int offset, String time) {
    return """
        INSERT INTO %s (kafka_topic, kafka_partition, kafka_offset, kafka_timestamp,
          event_id, txn_id, source, amount, currency, status, event_time, account_id)
        VALUES ('core_txns', 0, %d, date_trunc('day', %s), 'e', 't', 'CORE', 1, 'EUR', 'SUCCESS',
          now(), 'a')
        """
        .formatted(relation, offset, time);
  }

  private static String result(String relation, String txnId, int version, String firstEventTime) {
    return results(relation, List.of(resultRow(txnId, version, firstEventTime, "1")));
  }

  private static String results(String relation, List<String> rows) {
    return """
        INSERT INTO %s (txn_id, version, status, has_core, has_gateway, has_mobile, amount,
          currency, open_breaks, first_event_time, last_event_time, deadline, decided_at,
          rule_version)
        VALUES %s
        """
        .formatted(relation, String.join(", ", rows));
  }

  private static String resultRow(
      String txnId, int version, String firstEventTime, String ruleVersion) {
    return "('%s', %d, 'MATCHED', true, true, true, 1, 'EUR', 0, %s, now(), now(), now(), '%s')"
        .formatted(txnId, version, firstEventTime, ruleVersion);
  }

  private static String mismatch(String relation, String mismatchId, int... versions) {
    return """
        INSERT INTO %s (mismatch_id, version, txn_id, type, state, severity, deviating,
          amount_at_risk, currency, window_start, deadline, detected_at, rule_version, evidence)
        VALUES %s
        """
        .formatted(
            relation,
            Arrays.stream(versions)
                .mapToObj(
                    version ->
                        "('%s', %d, 't', 'AMOUNT', 'OPEN', 'HIGH', '{CORE}'::text[], 1, 'EUR', now(), now(), now(), '1', '{}'::text[])"
                            .formatted(mismatchId, version))
                .collect(Collectors.joining(", ")));
  }

  private static String places(String txnId) {
    return "SELECT version || CASE WHEN settled_on = 'infinity' THEN ' open' ELSE ' settled' END FROM reconciliation_results WHERE txn_id = '%s'"
        .formatted(txnId);
  }

  private static String fresh(String database) throws SQLException {
    in("postgres", OWNER, "CREATE DATABASE " + database);
    Migrations.migrate(url(database), OWNER, null);
    return database;
  }

  private static Flyway flyway(String database, String target) {
    return Flyway.configure()
        .dataSource(url(database), OWNER, null)
        .locations(Migrations.LOCATION)
        .defaultSchema("public")
        .target(target)
        .load();
  }

  private static boolean exists(String database, String table) throws SQLException {
    return in(database, OWNER, "SELECT to_regclass('%s') IS NOT NULL".formatted(table))
        .contains("t");
  }

  /** Where the sink of that version writes results. */
  private static String table(String database) throws SQLException {
    return exists(database, "reconciliation_results_open")
        ? "reconciliation_results_open"
        : "reconciliation_results";
  }

  private static void sink(String database, String statement) throws SQLException {
    List<String> unused = in(database, "sink", statement);
  }

  /** Runs a statement as a user; returns the first column. */
  private static List<String> in(String database, String user, String statement)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(database), user, null);
        Statement one = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      if (one.execute(statement)) {
        try (ResultSet row = one.getResultSet()) {
          while (row.next()) {
            rows.add(row.getString(1));
          }
        }
      }
      return rows;
    }
  }

  private static String url(String database) {
    return STACK.addresses().jdbcUrl().replace("/reconciliation", "/" + database);
  }
}
