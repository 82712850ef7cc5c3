package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.check.ApiBreaks;
import dev.threeway.deploy.letters.DeadLetter;
import dev.threeway.deploy.letters.DeadLetters;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.sink.verify.SinkTable;
import dev.threeway.sink.verify.TableReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the sinks do when something goes wrong under them, with traffic on. After each fault every
 * table has to be what its topics say.
 */
class SinkFaultsIT {
  /** How long PostgreSQL is away, slow or full; {@code -Dit.outage=PT5M} makes it minutes. */
  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("threeway.it.outage", "PT6S"));

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final LocalStack STACK =
      LocalStack.builder()
          .home(SharedStack.home())
          .directory(Path.of("target", "it", "sink-faults"))
          .engine("threeway.engine.window", SharedStack.WINDOW)
          .engine("threeway.engine.grace", SharedStack.GRACE)
          .build();

  @TempDir static Path temporary;

  private static SteadyTraffic traffic;

  @BeforeAll
  static void startEverythingWithTraffic() {
    // A test run that was killed may have left its parts behind.
    RunningStack.in(STACK.directory()).ifPresent(RunningStack::stop);
    STACK.directory().deleteData();
    STACK.start();
    traffic = new SteadyTraffic(STACK.addresses(), temporary.resolve("truth.ndjson"), 61);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !traffic.runs() || Sinks.everyTableHasRows(STACK));
  }

  @AfterAll
  static void stop() {
    try {
      traffic.close();
    } finally {
      STACK.close();
    }
  }

  @AfterEach
  void everyTableIsWhatItsTopicsSay() throws Exception {
    assertThat(traffic.runs()).as("traffic goes on").isTrue();
    Sinks.assertComplete(STACK, PATIENCE);
    Sinks.awaitRunning(STACK, PATIENCE);
  }

  @Test
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void postgresqlIsAwayForAWhile() throws Exception {
    long restarts = Sinks.restarts(STACK);
    STACK.kill(Part.POSTGRES);
    try {
      passes(OUTAGE);
      assertThat(Sinks.restarts(STACK)).as("restarts that could not help").isEqualTo(restarts);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(Sinks.metrics(STACK))
                      .containsPattern("threeway_sink_lag\\{.*} [1-9]"));
    } finally {
      STACK.restart(Part.POSTGRES);
    }
  }

  @Test
  void postgresqlRestarts() {
    STACK.restart(Part.POSTGRES);
  }

  @Test
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void postgresqlHasNoConnectionLeft() throws SQLException {
    List<Connection> taken = new ArrayList<>();
    try (Connection last = Sinks.connect(STACK)) {
      Sinks.disconnectSinks(last);
      while (true) {
        taken.add(Sinks.connect(STACK));
      }
    } catch (SQLException e) {
      assertThat(e.getSQLState()).as("too many connections").isEqualTo("53300");
      passes(OUTAGE);
    } finally {
      for (Connection one : taken) {
        one.close();
      }
    }
  }

  @Test
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void postgresqlIsSlow() throws SQLException {
    try (Connection blocker = Sinks.connect(STACK);
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE raw_events, reconciliation_results, mismatches");
      passes(OUTAGE);
      blocker.rollback();
    }
  }

  @Test
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void postgresqlsDiskIsFull() throws Exception {
    try (Connection connection = Sinks.connect(STACK);
        SmallDisk disk = SmallDisk.mount(temporary)) {
      long before = Sinks.restarts(STACK, SinkTable.MISMATCHES);
      disk.holds(connection, SinkTable.MISMATCHES.table());
      disk.fill();
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(Sinks.failedTasks(STACK)).isNotEmpty();
                assertThat(Sinks.metrics(STACK))
                    .containsPattern("threeway_sink_task_running\\{.*} 0");
              });
      passes(OUTAGE);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> Sinks.restarts(STACK, SinkTable.MISMATCHES) > before);
      disk.empty();
      Sinks.assertComplete(STACK, PATIENCE);
    }
  }

  @Test
  void theWorkerIsKilledInTheMiddleOfABatch() throws SQLException {
    try (Connection blocker = Sinks.connect(STACK);
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE raw_events, reconciliation_results IN SHARE MODE");
      Awaitility.await().atMost(PATIENCE).until(() -> Sinks.waitingBatches(STACK) >= 2);
      STACK.kill(Part.CONNECT);
      blocker.rollback();
    } finally {
      STACK.restart(Part.CONNECT);
    }
  }

  @Test
  void poisonGoesToTheDeadLettersWithItsCauseAndTheTasksGoOn() throws Exception {
    long restarts = Sinks.restarts(STACK, SinkTable.MISMATCHES);
    try (Publisher publisher = new Publisher(STACK.addresses())) {
      publisher.bytes(Topics.MISMATCHES, "poison-1", new byte[] {'{', '}'});
      publisher.record(Topics.MISMATCHES, "poison-2", Sinks.foreignRecord());
      publisher.record(Topics.RECONCILIATION_RESULTS, "poison-3", Sinks.result("a\0b", 1));
    }

    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Sinks.deadLetterCauses(STACK))
                    .anySatisfy(
                        cause -> assertThat(cause).contains("not the magic byte").contains("0x7b"))
                    .anySatisfy(cause -> assertThat(cause).contains("does not fit its schema"))
                    .anySatisfy(
                        cause ->
                            assertThat(cause)
                                .contains("field txn_id: PostgreSQL cannot store the character")));
    List<TableReport> reports = Sinks.assertComplete(STACK, PATIENCE);
    assertThat(reports)
        .filteredOn(report -> report.table() != SinkTable.RAW_EVENTS)
        .extracting(TableReport::setAside)
        .containsExactly(1L, 2L);
    assertThat(Sinks.restarts(STACK, SinkTable.MISMATCHES)).isEqualTo(restarts);
  }

  @Test
  void aWriterAddsAnOptionalFieldWhileEverythingRuns() throws Exception {
    Schema newer = Sinks.withOptionalField(ReconciliationResult.getClassSchema(), "case_id");
    GenericData.Record result = Sinks.copy(Sinks.result("newer-writer", 1), newer);
    result.put("case_id", "case-9");
    try (Publisher publisher = new Publisher(STACK.addresses())) {
      publisher.record(Topics.RECONCILIATION_RESULTS, "newer-writer", result);
    }

    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Sinks.versionOf(STACK, "newer-writer").equals(List.of(1)));
  }

  @Test
  void emptyTablesAreFilledFromTheTopicsWhileEverythingRuns() throws Exception {
    ReconProcess.Ended rebuild =
        new ReconProcess(STACK.directory().base())
            .run("rebuild-history", "--empty", "--wait", "120");

    assertThat(rebuild.err()).isEmpty();
    assertThat(rebuild.out()).contains("Emptied raw_events, reconciliation_results, mismatches.");
    assertThat(rebuild.out().lines().filter(line -> line.endsWith(": 0 differences"))).hasSize(3);
    assertThat(rebuild.code()).isZero();
  }

  @Test
  void aRepairedDeadLetterIsPutBackAndCounts() throws Exception {
    ReconProcess recon = new ReconProcess(STACK.directory().base());
    try (Publisher publisher = new Publisher(STACK.addresses())) {
      publisher.record(Topics.CORE_TXNS, "repaired", Sinks.leg("repaired", "12.3450"));
    }
    DeadLetter letter =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () ->
                    new DeadLetters(STACK.addresses())
                        .all().stream().filter(one -> one.keyText().equals("repaired")).findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(letter.reason()).isEqualTo("INVALID_AMOUNT");

    String[] replay = {"dead-letters", "replay", letter.id(), "--set", "amount=12.34"};
    ReconProcess.Ended dry = recon.run(replay);
    assertThat(dry.err()).isEmpty();
    assertThat(dry.out())
        .startsWith(letter.id() + " -> core_txns  key repaired  ")
        .contains("12.3400")
        .contains("A dry run: nothing was put back. --apply puts back 1.");
    assertThat(new ApiBreaks(STACK.addresses()).transaction("repaired")).isEmpty();

    ReconProcess.Ended applied =
        recon.run(Stream.concat(Stream.of(replay), Stream.of("--apply")).toArray(String[]::new));

    assertThat(applied.out()).contains("put back at core_txns-");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> new ApiBreaks(STACK.addresses()).transaction("repaired").isPresent());
  }

  @Test
  void aReplayOfOldRecordsChangesNothing() throws Exception {
    try (Publisher publisher = new Publisher(STACK.addresses())) {
      for (int version : new int[] {1, 2, 3, 1, 2}) {
        publisher.record(
            Topics.RECONCILIATION_RESULTS, "replayed", Sinks.result("replayed", version));
        Mismatch mismatch = Sinks.mismatch("replayed", version);
        publisher.record(Topics.MISMATCHES, "replayed", mismatch);
      }
    }

    Sinks.assertComplete(STACK, PATIENCE);
    assertThat(Sinks.versionOf(STACK, "replayed")).containsExactly(3);
  }

  @Test
  void theComparisonNamesWhatIsMissingSurplusAndDifferent() throws Exception {
    Sinks.assertComplete(STACK, PATIENCE);
    try (Connection connection = Sinks.connect(STACK);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE was AS SELECT * FROM mismatches WHERE state = 'RESOLVED' ORDER BY mismatch_id LIMIT 2");
      statement.execute(
          "DELETE FROM mismatches WHERE mismatch_id = (SELECT min(mismatch_id) FROM was)");
      statement.execute(
          "UPDATE mismatches SET amount_at_risk = amount_at_risk + 0.0001, core_value = NULL WHERE mismatch_id = (SELECT max(mismatch_id) FROM was)");
      statement.execute("CREATE TABLE surplus AS SELECT * FROM was LIMIT 1");
      statement.execute("UPDATE surplus SET mismatch_id = 'nobodys'");
      statement.execute("INSERT INTO mismatches SELECT * FROM surplus");

      TableReport report = Sinks.verifier(STACK, PATIENCE).verify(SinkTable.MISMATCHES);

      assertThat(report.missing()).isEqualTo(1);
      assertThat(report.surplus()).isEqualTo(1);
      assertThat(report.different()).isEqualTo(1);
      assertThat(report.details())
          .anyMatch(line -> line.startsWith("missing: "))
          .anyMatch(line -> line.equals("surplus: nobodys, which no record accounts for"))
          .anyMatch(line -> line.startsWith("different: ") && line.contains("amount_at_risk is "));

      statement.execute("DELETE FROM mismatches WHERE mismatch_id = 'nobodys'");
      statement.execute(
          "DELETE FROM mismatches WHERE mismatch_id IN (SELECT mismatch_id FROM was)");
      statement.execute("INSERT INTO mismatches SELECT * FROM was");
      statement.execute("DROP TABLE was, surplus");
    }
  }

  private static void passes(Duration time) {
    Awaitility.await()
        .pollDelay(time)
        .atMost(time.plusSeconds(30))
        .untilAsserted(() -> assertThat(traffic.runs()).isTrue());
  }
}
