package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.queryapi.audit.AnchorReader;
import dev.threeway.queryapi.audit.ChainBreak;
import dev.threeway.queryapi.audit.ChainReport;
import dev.threeway.queryapi.audit.ChainVerifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/** The audit log of two instances on a real PostgreSQL and a real broker. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditIT {
  private static final String AUDIT = "/api/v1/audit";
  private static final String MISMATCHES = "/api/v1/mismatches";
  private static final String EXPORT = "/api/v1/export/mismatches";
  private static final String HEALTH = "/api/v1/admin/system-health";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AtomicLong TRACES = new AtomicLong(1);

  private static final LocalStack STACK =
      LocalStack.builder()
          .home(SharedStack.home())
          .directory(Path.of("target", "it", "audit"))
          .parts(Set.of(Part.POSTGRES, Part.BROKER, Part.REGISTRY, Part.ENGINE))
          .partitions(2)
          .instances(2)
          .engine("threeway.audit.anchor-interval", "200ms")
          .engine("threeway.audit.verify-interval", "3s")
          .build();

  private static final AuditTable TABLE = new AuditTable(STACK.addresses().jdbcUrl());

  private static final AuditTampering.Table TAMPERING =
      new AuditTampering.Table(TABLE, AuditIT::verify);

  private static Contract api;

  @BeforeAll
  static void start() throws Exception {
    RunningStack.in(STACK.directory()).ifPresent(RunningStack::stop);
    STACK.directory().deleteData();
    STACK.start();
    api = new Contract(STACK.addresses().apiUrl());
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> api.get(MISMATCHES, MISMATCHES).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    System.out.println(TAMPERING.text());
    STACK.close();
  }

  @Test
  @Order(1)
  void whatSomebodyAskedForBecomesARowAndTheRowsCanBeAskedFor() throws Exception {
    String read = trace();
    assertThat(ask(MISMATCHES + "?severity=HIGH&account=ACC-4711", read).statusCode())
        .isEqualTo(200);
    String export = trace();
    assertThat(ask(EXPORT + "?format=csv", export).statusCode()).isEqualTo(200);
    assertThat(rows(export)).as("an export is a row before it begins").isEqualTo(1);

    Awaitility.await().atMost(PATIENCE).until(() -> rows(read) == 1);
    JsonNode entry = api.json(AUDIT, AUDIT + "?trace_id=" + read).at("/items/0");
    assertThat(entry.path("user").asText()).isEqualTo("anonymous");
    assertThat(entry.path("action").asText()).isEqualTo("READ_PERSONAL_DATA");
    assertThat(entry.path("resource").asText())
        .isEqualTo("GET /api/v1/mismatches?account=*&severity=HIGH");
    assertThat(entry.path("outcome").asText()).isEqualTo("ALLOWED");
    assertThat(entry.path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(entry.path("intact").asBoolean()).isTrue();
    assertThat(TABLE.text("SELECT string_agg(t::text, ' ') FROM audit_logs t"))
        .doesNotContain("ACC-");
    assertThat(TABLE.texts("SELECT detail FROM audit_logs WHERE action = 'CONFIGURATION_CHANGE'"))
        .as("the start of each instance")
        .hasSize(2)
        .allSatisfy(
            detail ->
                assertThat(detail)
                    .startsWith("rules default-1 (")
                    .endsWith(
                        "issuer none, audience reconciliation-api, clients any, TLS off, rate limit 0"));
    JsonNode exports = api.json(AUDIT, AUDIT + "?action=EXPORT,THREAT&outcome=ALLOWED");
    assertThat(exports.path("items")).hasSize(1);
    assertThat(exports.at("/items/0/trace_id").asText()).isEqualTo(export);
  }

  @Test
  @Order(2)
  void theListIsPagedThroughWithoutGapsOrRepetitionsWhileRowsAreAdded() throws Exception {
    for (int i = 0; i < 25; i++) {
      ask(MISMATCHES, trace());
    }
    String to =
        TABLE.text(
            "SELECT to_char((now() + interval '1 second') AT TIME ZONE 'UTC',"
                + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')");
    // What happened before that has become rows by then.
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                TABLE.number(
                        "SELECT CASE WHEN now() > timestamptz '%s' + interval '1 second' THEN 1 ELSE 0 END"
                            .formatted(to))
                    == 1);
    List<Long> paged = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.json(AUDIT, AUDIT + "?limit=7&to=" + to + cursor);
      page.path("items").forEach(item -> paged.add(item.path("sequence").asLong()));
      cursor = page.has("next_cursor") ? "&cursor=" + page.path("next_cursor").asText() : "";
    } while (!cursor.isEmpty());

    assertThat(paged)
        .hasSizeGreaterThan(25)
        .isEqualTo(
            TABLE.numbers(
                "SELECT sequence FROM audit_logs WHERE occurred_at < '%s'".formatted(to)
                    + " ORDER BY occurred_at DESC, sequence DESC"));
    assertThat(api.get(AUDIT, AUDIT + "?limit=7&cursor=AAAA").statusCode()).isEqualTo(400);
  }

  @Test
  @Order(3)
  void nobodyChangesWhatIsWritten() throws Exception {
    for (String statement :
        List.of(
            "UPDATE audit_logs SET user_name = 'nobody'",
            "DELETE FROM audit_logs",
            "TRUNCATE audit_logs",
            "ALTER TABLE audit_logs DISABLE TRIGGER ALL",
            "DROP TABLE audit_logs")) {
      refused("api", statement);
    }
    refused("sink", "INSERT INTO audit_logs SELECT * FROM audit_logs");
    for (String statement :
        List.of(
            "UPDATE audit_logs SET user_name = 'nobody'",
            "DELETE FROM audit_logs",
            "TRUNCATE audit_logs")) {
      assertThatThrownBy(() -> TABLE.execute(Addresses.POSTGRES_USER, statement))
          .hasMessageContaining("audit_logs is append-only");
      assertThatThrownBy(
              () ->
                  TABLE.execute(
                      Addresses.POSTGRES_USER,
                      "SET session_replication_role = replica; " + statement))
          .hasMessageContaining("audit_logs is append-only");
    }
  }

  @Test
  @Order(4)
  void instancesThatWriteAtTheSameTimeKeepOneChain() throws Exception {
    long before = TABLE.number("SELECT count(*) FROM audit_logs");
    int each = 150;
    List<String> instances =
        List.of(STACK.addresses().apiUrl(), STACK.fleet().instances().get(0).apiUrl());
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (String instance : instances) {
        asked.add(pool.submit(() -> ask(instance, "/api/v1/me", trace()).statusCode()));
      }
    }
    for (Future<?> one : asked) {
      assertThat(one.get()).isEqualTo(200);
    }
    pool.shutdown();
    long expected = before + 2L * each;

    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> TABLE.number("SELECT count(*) FROM audit_logs") >= expected);
    ChainReport report = verify();
    assertThat(report.broken()).isEmpty();
    assertThat(report.rows()).isGreaterThanOrEqualTo(expected);
    assertThat(report.anchors()).isPositive();
  }

  @Test
  @Order(5)
  void whileTheDatabaseIsAwayReadsGoOnAndAreRecordedLaterAlsoThroughAKill() throws Exception {
    List<String> reads = new ArrayList<>();
    STACK.kill(Part.POSTGRES);
    try {
      HttpResponse<String> export = ask(EXPORT + "?format=csv", trace());
      assertThat(export.statusCode()).isEqualTo(503);
      assertThat(export.body()).contains("urn:threeway:problem:audit-unavailable");
      for (int i = 0; i < 20; i++) {
        reads.add(trace());
        assertThat(ask(MISMATCHES, reads.get(i)).statusCode()).isEqualTo(200);
      }
      assertThat(ask(AUDIT, trace()).statusCode()).isEqualTo(503);
      JsonNode queue = audit(api.json(HEALTH, HEALTH));
      assertThat(queue.path("status").asText()).isEqualTo("DOWN");
      assertThat(queue.at("/items/0/detail").asText())
          .matches("2\\d of at most 200000 events wait");
      assertThat(metric("threeway_audit_queue_depth")).isGreaterThanOrEqualTo(20);

      STACK.kill(Part.ENGINE);
      STACK.restart(Part.ENGINE);
      assertThat(metric("threeway_audit_queue_depth")).isGreaterThanOrEqualTo(20);
    } finally {
      STACK.restart(Part.POSTGRES);
    }

    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (String read : reads) {
                assertThat(rows(read)).isEqualTo(1);
              }
            });
    Awaitility.await().atMost(PATIENCE).until(() -> metric("threeway_audit_queue_depth") == 0);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> ask(EXPORT + "?format=csv", trace()).statusCode() == 200);
    assertThat(verify().broken()).isEmpty();
  }

  @Test
  @Order(6)
  void aBrokenChainIsSeenByWhoeverLooks() throws Exception {
    TABLE.open();

    TABLE.tamper("UPDATE audit_logs SET user_name = 'somebody' WHERE sequence = 11");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> api.json(AUDIT, AUDIT).at("/chain/broken_row").asLong() == 11);
    ReconProcess.Ended verify = recon("audit", "verify");
    assertThat(verify.code()).isEqualTo(1);
    assertThat(verify.out())
        .isEqualTo(
            "THE CHAIN IS BROKEN at row 11 (CHANGED): row 11 does not match its hash: it was"
                + " changed.\n");
    long before = TABLE.number("SELECT count(*) FROM audit_logs");
    ReconProcess.Ended prune = recon("audit", "prune", "--before", "2100-01-01T00:00:00Z");
    assertThat(prune.code()).isEqualTo(1);
    assertThat(prune.err()).startsWith("recon: the chain is broken at row 11, and is left as it");
    assertThat(TABLE.number("SELECT count(*) FROM audit_logs")).isEqualTo(before);
    TABLE.restore();

    TABLE.seal();
    ReconProcess.Ended whole = recon("audit", "verify");
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(whole.out()).startsWith("The chain is whole: ");
  }

  @TestFactory
  @Order(7)
  Stream<DynamicTest> whateverIsDoneToTheRowsIsFound() throws Exception {
    return TAMPERING.tests(
        AuditTampering.all(TABLE.number("SELECT max(sequence) FROM audit_logs")));
  }

  @Test
  @Order(8)
  void oldRowsAreRemovedSoThatTheRestIsStillProven() throws Exception {
    long last = TABLE.number("SELECT max(sequence) FROM audit_logs");
    assertThat(recon("audit", "prune", "--before", "2020-01-01T00:00:00Z").out())
        .isEqualTo("0 rows are removed; the chain begins at row 1\n");

    ReconProcess.Ended prune = recon("audit", "prune", "--before", "2100-01-01T00:00:00Z");

    assertThat(prune.code()).as(prune.err()).isZero();
    long first = TABLE.number("SELECT min(sequence) FROM audit_logs");
    assertThat(first).isBetween(2L, last);
    assertThat(prune.out())
        .isEqualTo(
            "%,d rows are removed; the chain begins at row %,d%n".formatted(first - 1, first));
    assertThat(TABLE.text("SELECT detail FROM audit_logs WHERE resource = 'audit_logs'"))
        .startsWith("rows 1 to %d, ".formatted(first - 1));
    ChainReport report = verify();
    assertThat(report.broken()).isEmpty();
    assertThat(report.first()).isEqualTo(first);
    nobodyChangesWhatIsWritten();

    TABLE.open();
    TABLE.tamper("DELETE FROM audit_logs WHERE sequence = " + first);
    assertThat(verify().broken())
        .hasValueSatisfying(
            broken -> {
              assertThat(broken.sequence()).isEqualTo(first);
              assertThat(broken.kind()).isEqualTo(ChainBreak.Kind.DELETED);
            });
    TABLE.restore();
    TABLE.seal();
    assertThat(recon("audit", "verify").out())
        .startsWith("The chain is whole: ")
        .contains(" from row %,d on, ".formatted(first));
  }

  private static ReconProcess.Ended recon(String... arguments) throws Exception {
    return new ReconProcess(STACK.directory().base().toAbsolutePath()).run(arguments);
  }

  private static ChainReport verify() throws SQLException {
    return new ChainVerifier(
            TABLE::connect,
            new AnchorReader(Map.of("bootstrap.servers", STACK.addresses().bootstrapServers())))
        .verify(row -> {});
  }

  private static JsonNode audit(JsonNode health) {
    for (JsonNode part : health.path("parts")) {
      if (part.path("part").asText().equals("audit")) {
        return part;
      }
    }
    throw new AssertionError("no audit in " + health);
  }

  private static double metric(String name) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(URI.create(STACK.addresses().metricsUrl())).build(),
            BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static String trace() {
    return HexFormat.of().toHexDigits(0xabcL)
        + HexFormat.of().toHexDigits(TRACES.getAndIncrement());
  }

  private static HttpResponse<String> ask(String path, String trace) throws Exception {
    return ask(STACK.addresses().apiUrl(), path, trace);
  }

  private static HttpResponse<String> ask(String instance, String path, String trace)
      throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(instance + path))
            .header("traceparent", "00-%s-b7ad6b7169203331-01".formatted(trace))
            .build(),
        BodyHandlers.ofString());
  }

  /** The rows of a request that the instance which was asked has recorded. */
  private static long rows(String trace) throws SQLException {
    return TABLE.number(
        "SELECT count(*) FROM audit_logs WHERE detail IS NULL AND trace_id = '%s'"
            .formatted(trace));
  }

  private static void refused(String user, String statement) {
    assertThatThrownBy(() -> TABLE.execute(user, statement))
        .as("%s: %s", user, statement)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }
}
