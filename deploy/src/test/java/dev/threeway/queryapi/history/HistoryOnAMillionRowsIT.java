package dev.threeway.queryapi.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists over a million transactions and 300 000 breaks: what a page costs, and what it gives. */
class HistoryOnAMillionRowsIT {
  private static final int TRANSACTIONS = 1_000_000;
  private static final int BREAKS = 300_000;

  /** Pages of 8 kB that a statement may touch: a tenth of a scan of either table. */
  private static final long MOST_BUFFERS = 4_000;

  private static final long MOST_SCANNED = 10_000;

  /** The same where up to 5 000 rows are looked up by their keys, or the legs of 2 000. */
  private static final long MOST_BUFFERS_OF_LOOK_UPS = 40_000;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TransactionFilter ALL = transactions().build();

  private static final LocalStack STACK =
      LocalStack.builder()
          .home(Path.of(System.getProperty("threeway.home", "..")))
          .directory(Path.of("target", "it", "history"))
          .parts(Set.of(Part.POSTGRES))
          .build();

  private static History history;
  private static Connection connection;
  private static DSLContext database;

  @BeforeAll
  static void fill() throws Exception {
    STACK.directory().deleteData();
    STACK.start();
    connection =
        DriverManager.getConnection(STACK.addresses().jdbcUrl(), Addresses.POSTGRES_USER, null);
    database = DSL.using(connection, SQLDialect.POSTGRES);
    try (Statement sql = connection.createStatement()) {
      // The order comes from the statement here; rows that come by the sink get it from its rule.
      for (String table :
          List.of("reconciliation_results_open", "raw_events_default", "mismatches")) {
        sql.execute("ALTER TABLE %s SET UNLOGGED".formatted(table));
        sql.execute("ALTER TABLE %s DISABLE TRIGGER USER".formatted(table));
      }
      sql.execute(results(TRANSACTIONS));
      sql.execute(legs(TRANSACTIONS));
      sql.execute(breaks(BREAKS));
      sql.execute("VACUUM ANALYZE");
    }
    history = history(Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() throws Exception {
    history.close();
    connection.close();
    STACK.close();
  }

  @Test
  void noPageReadsATableThrough() throws Exception {
    ListPosition deep = new ListPosition(START.plusSeconds(1_000), "TXN-0001000");
    List<TransactionFilter> filters =
        List.of(
            ALL,
            transactions().status(GroupStatus.MISMATCHED).build(),
            transactions().status(GroupStatus.PENDING).build(),
            transactions().missingSource(Source.MOBILE).build(),
            transactions().currency("JPY").amount("9000", "9001").build(),
            transactions().amount("5", null).build(),
            transactions().account("ACC-77").build(),
            transactions().account("ACC-BUSY").build(),
            transactions().text("TXN-00123").build(),
            transactions().text("REF-0012345").build(),
            transactions().text("T").build(),
            transactions().text("nothing begins like this").build(),
            transactions()
                .status(GroupStatus.MATCHED)
                .currency("EUR")
                .amount("10", "11")
                .account("ACC-BUSY")
                .text("TXN-0")
                .missingSource(Source.CORE)
                .build());
    for (TransactionFilter filter : filters) {
      for (ListPosition after : java.util.Arrays.asList(null, deep)) {
        for (Select<? extends Record> statement :
            TransactionList.statements(database, filter, after, 50)) {
          assertBounded(
              filter + " after " + after,
              statement,
              filter.account() == null && filter.text() == null && filter.currency() == null
                  ? MOST_BUFFERS
                  : MOST_BUFFERS_OF_LOOK_UPS);
        }
      }
    }
  }

  @Test
  void noPageOfTheBreaksReadsATableThrough() throws Exception {
    List<MismatchFilter> filters =
        List.of(
            breaks(null, null, null, null, null),
            breaks(BreakType.DUPLICATE, null, BreakState.RESOLVED, null, null),
            breaks(null, Severity.CRITICAL, BreakState.OPEN, Source.CORE, null),
            breaks(null, null, BreakState.OPEN, Source.MOBILE, "TXN-001"),
            breaks(BreakType.STATUS, Severity.LOW, BreakState.OPEN, Source.CORE, "nothing"));
    for (MismatchFilter filter : filters) {
      for (Select<? extends Record> statement :
          MismatchList.statements(database, filter, null, 500)) {
        assertBounded(
            filter.toString(),
            statement,
            filter.text() == null ? MOST_BUFFERS : MOST_BUFFERS_OF_LOOK_UPS);
      }
    }
  }

  @Test
  void theTenThousandthPageCostsWhatTheFirstDoes() throws Exception {
    long first = buffers(plan(TransactionList.statements(database, ALL, null, 50).get(0)));
    // 500 000 rows are before it.
    ListPosition position = new ListPosition(START.plusSeconds(500_000), "TXN-0500000");
    long tenThousandth =
        buffers(plan(TransactionList.statements(database, ALL, position, 50).get(0)));

    assertThat(tenThousandth).isLessThanOrEqualTo(first + 10);
  }

  @Test
  void pagesGiveEveryRowOnceInOrderWhateverTheWayIn() {
    assertThat(ids(transactions().text("TXN-00012").build(), 7))
        .containsExactlyElementsOf(numbered(1_299, 1_200));
    // A filter that lets one row in a thousand pass: pages look at a bounded number of rows each.
    List<String> pending = ids(transactions().status(GroupStatus.PENDING).build(), 100);
    assertThat(pending).hasSize(TRANSACTIONS / 1_000).isSortedAccordingTo((a, b) -> b.compareTo(a));
    List<String> rare =
        ids(transactions().missingSource(Source.MOBILE).amount("90", null).build(), 100);
    assertThat(new HashSet<>(rare)).hasSameSizeAs(rare);
    assertThat(rare).hasSize(count("NOT has_mobile AND amount >= 90"));
    assertThat(ids(transactions().account("ACC-77").build(), 20))
        .hasSize(legs("account_id = 'ACC-77'"));
    assertThat(ids(transactions().text("REF-0000777").build(), 20)).containsExactly("TXN-0000777");
  }

  @Test
  void aShortPageIsNoEndOfTheList() {
    HistoryPage<ResultRow> page =
        history.transactions(
            transactions().missingSource(Source.MOBILE).text("TXN-09999").build(), null, 50);
    assertThat(page.next()).isNull();

    HistoryPage<ResultRow> first =
        history.transactions(transactions().amount("9999999", null).build(), null, 50);
    assertThat(first.rows()).isEmpty();
    assertThat(first.next()).isNotNull();
  }

  @Test
  void aRangeOfTimeIncludesItsFirstMomentAndNotItsLast() {
    assertThat(ids(transactions().between(START.plusSeconds(10), START.plusSeconds(13)).build(), 2))
        .containsExactlyElementsOf(numbered(12, 10));
  }

  @Test
  void anExportHoldsAThousandRowsAtATimeAndMissesNone() {
    AtomicInteger rows = new AtomicInteger();
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    List<Long> used = new ArrayList<>();

    history.exportTransactions(
        ALL,
        row -> {
          if (rows.incrementAndGet() % 250_000 == 0) {
            runtime.gc();
            used.add(runtime.totalMemory() - runtime.freeMemory() - before);
          }
        });

    assertThat(rows).hasValue(TRANSACTIONS);
    assertThat(used).hasSize(4).allSatisfy(bytes -> assertThat(bytes).isLessThan(32L << 20));
  }

  @Test
  void whoStopsReadingAnExportGivesItsConnectionBackAtOnce() {
    assertThatThrownBy(
            () ->
                history.exportTransactions(
                    ALL,
                    row -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");

    assertThat(history.activeConnections()).isZero();
  }

  @Test
  void aStatementThatTakesTooLongIsStoppedAndSaysSo() {
    try (History impatient = history(Duration.ofMillis(1))) {
      assertThatThrownBy(() -> impatient.transactions(transactions().text("T").build(), null, 500))
          .isInstanceOfSatisfying(
              HistoryUnavailableException.class,
              unavailable ->
                  assertThat(unavailable.reason())
                      .isEqualTo(HistoryUnavailableException.Reason.TOO_SLOW));
      assertThat(impatient.activeConnections()).isZero();
    }
  }

  private static History history(Duration requestTimeout) {
    return History.at(
        new HistorySettings(
            STACK.addresses().jdbcUrl(),
            Addresses.POSTGRES_USER,
            null,
            4,
            requestTimeout,
            Duration.ofSeconds(30)));
  }

  private static void assertBounded(
      String what, Select<? extends Record> statement, long mostBuffers) throws Exception {
    JsonNode plan = plan(statement);
    assertThat(scanned(plan)).as("%s%n%s", what, plan.toPrettyString()).isLessThan(MOST_SCANNED);
    assertThat(buffers(plan)).as("%s%n%s", what, plan.toPrettyString()).isLessThan(mostBuffers);
  }

  /** Rows that were read without an index: as many as a limit let through before it stopped. */
  private static long scanned(JsonNode plan) {
    long rows = 0;
    for (JsonNode node : plan.findParents("Node Type")) {
      if (node.get("Node Type").asText().equals("Seq Scan")) {
        rows += node.get("Actual Rows").asLong() + node.path("Rows Removed by Filter").asLong();
      }
    }
    return rows;
  }

  private static JsonNode plan(Select<? extends Record> statement) throws Exception {
    return JSON.readTree(
            database
                .fetchValue(
                    "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "
                        + statement.getSQL(ParamType.INLINED))
                .toString())
        .get(0)
        .get("Plan");
  }

  private static long buffers(JsonNode plan) {
    return plan.get("Shared Hit Blocks").asLong() + plan.get("Shared Read Blocks").asLong();
  }

  private static List<String> ids(TransactionFilter filter, int limit) {
    List<String> ids = new ArrayList<>();
    ListPosition after = null;
    do {
      HistoryPage<ResultRow> page = history.transactions(filter, after, limit);
      page.rows().forEach(row -> ids.add(row.txnId()));
      after = page.next();
    } while (after != null);
    return ids;
  }

  private static List<String> numbered(int from, int downTo) {
    List<String> ids = new ArrayList<>();
    for (int number = from; number >= downTo; number--) {
      ids.add("TXN-%07d".formatted(number));
    }
    return ids;
  }

  private static int count(String condition) {
    return database.fetchValue("SELECT count(*) FROM reconciliation_results WHERE " + condition)
            instanceof Number number
        ? number.intValue()
        : -1;
  }

  private static int legs(String condition) {
    return database.fetchValue("SELECT count(*) FROM raw_events WHERE " + condition)
            instanceof Number number
        ? number.intValue()
        : -1;
  }

  private static String results(int rows) {
    return """
        INSERT INTO reconciliation_results
        SELECT 'TXN-' || lpad(n::text, 7, '0'), 1,
          CASE WHEN n %% 1000 = 0 THEN 'PENDING' WHEN n %% 50 = 0 THEN 'MISMATCHED'
            ELSE 'MATCHED' END,
          true, true, n %% 100 <> 7, (n %% 10000) / 100.0,
          CASE n %% 3 WHEN 0 THEN 'USD' WHEN 1 THEN 'EUR' ELSE 'JPY' END, 0,
          at, at, at, at, 'default-1', at
        FROM (SELECT n, timestamptz '%s' + n * interval '1 second' AS at
          FROM generate_series(1, %d) n) numbered
        """
        .formatted(START, rows);
  }

  private static String legs(int rows) {
    return """
        INSERT INTO raw_events
        SELECT 'core_txns', 0, n, at, 'E-' || n, 'TXN-' || lpad(n::text, 7, '0'), 'CORE', 1,
          'USD', 'SUCCESS', at,
          CASE WHEN n %% 10 = 0 THEN 'ACC-BUSY' ELSE 'ACC-' || n %% 5000 END,
          NULL, NULL, NULL, CASE WHEN n %% 7 = 0 THEN 'REF-' || lpad(n::text, 7, '0') END, NULL
        FROM (SELECT n, timestamptz '%s' + n * interval '1 second' AS at
          FROM generate_series(1, %d) n) numbered
        """
        .formatted(START, rows);
  }

  private static String breaks(int rows) {
    return """
        INSERT INTO mismatches
        SELECT md5(n::text)::uuid::text, 1, 'TXN-' || lpad(n::text, 7, '0'),
          CASE WHEN n %% 1000 = 0 THEN 'DUPLICATE' ELSE 'AMOUNT' END, NULL,
          CASE WHEN n %% 20 = 0 THEN 'OPEN' ELSE 'RESOLVED' END,
          CASE WHEN n %% 20 = 0 THEN NULL ELSE 'AUTO_CORRECTED' END,
          CASE WHEN n %% 500 = 0 THEN 'CRITICAL' ELSE 'MEDIUM' END, '1.00', '2.00', NULL,
          ARRAY['GATEWAY'], (n %% 10000) / 100.0, 'USD', at, at, at, at, 'default-1',
          ARRAY['core_txns-0@1'], at
        FROM (SELECT n, timestamptz '%s' + n * interval '1 second' AS at
          FROM generate_series(1, %d) n) numbered
        """
        .formatted(START, rows);
  }

  private static MismatchFilter breaks(
      BreakType type, Severity severity, BreakState state, Source source, String text) {
    return new MismatchFilter(
        type == null ? Set.of() : Set.of(type),
        severity == null ? Set.of() : Set.of(severity),
        state,
        source == null ? Set.of() : Set.of(source),
        null,
        null,
        null,
        null,
        null,
        text);
  }

  private static FilterBuilder transactions() {
    return new FilterBuilder();
  }

  /** A filter in the words of a test. */
  private static final class FilterBuilder {
    private GroupStatus status;
    private Source missingSource;
    private String currency;
    private String account;
    private BigDecimal least;
    private BigDecimal most;
    private Instant from;
    private Instant to;
    private String text;

    FilterBuilder status(GroupStatus value) {
      status = value;
      return this;
    }

    FilterBuilder missingSource(Source value) {
      missingSource = value;
      return this;
    }

    FilterBuilder currency(String value) {
      currency = value;
      return this;
    }

    FilterBuilder account(String value) {
      account = value;
      return this;
    }

    FilterBuilder amount(String from, String to) {
      least = new BigDecimal(from);
      most = to == null ? null : new BigDecimal(to);
      return this;
    }

    FilterBuilder between(Instant first, Instant end) {
      from = first;
      to = end;
      return this;
    }

    FilterBuilder text(String value) {
      text = value;
      return this;
    }

    TransactionFilter build() {
      return new TransactionFilter(
          status, null, missingSource, currency, account, least, most, from, to, text, true);
    }
  }
}
