package dev.threeway.queryapi.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.queryapi.history.HistoryUnavailableException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One deadline for all that a request reads, however it is made up. */
class HistoryDeadlineIT {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** By then a connection that does not answer is given up. */
  private static final Duration AT_THE_LATEST = LIMIT.plusSeconds(2);

  private static final String THIRD_OF_THE_LIMIT = "SELECT pg_sleep(0.35)";

  private static final LocalStack STACK =
      LocalStack.builder()
          .home(Path.of(System.getProperty("threeway.home", "..")))
          .directory(Path.of("target", "it", "history-deadline"))
          .parts(Set.of(Part.POSTGRES))
          .build();

  private static Database database;

  @BeforeAll
  static void start() {
    STACK.directory().deleteData();
    STACK.start();
    database =
        new Database(
            new HistorySettings(
                STACK.addresses().jdbcUrl(),
                Addresses.POSTGRES_USER,
                null,
                2,
                LIMIT,
                Duration.ofSeconds(30)));
    // The first connection of a cold pool may take longer than a request may.
    awaitAnswer();
  }

  @AfterAll
  static void stop() {
    database.close();
    STACK.close();
  }

  private static void awaitAnswer() {
    Awaitility.await()
        .ignoreException(HistoryUnavailableException.class)
        .until(() -> read(sql -> sql.fetchValue("SELECT 1")) != null);
  }

  private static <T> T read(Function<DSLContext, T> reader) {
    return database.read(reader);
  }

  @Test
  void statementsThatAreQuickOneByOneAreStoppedWhenTogetherTheyAreNot() {
    AtomicInteger begun = new AtomicInteger();
    long start = System.nanoTime();

    HistoryUnavailableException refused =
        refused(
            sql -> {
              for (int i = 0; i < 20; i++) {
                begun.incrementAndGet();
                sql.execute(THIRD_OF_THE_LIMIT);
              }
            });

    assertThat(refused.reason()).isEqualTo(Reason.TOO_SLOW);
    assertThat(begun.get()).isEqualTo(3);
    assertThat(since(start)).isBetween(LIMIT, AT_THE_LATEST);
  }

  @Test
  void workBetweenStatementsCountsToo() {
    HistoryUnavailableException refused =
        refused(
            sql -> {
              long end = System.nanoTime() + LIMIT.toNanos();
              while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
              }
              sql.execute("SELECT 1");
            });

    assertThat(refused.reason()).isEqualTo(Reason.TOO_SLOW);
  }

  @Test
  void aDatabaseThatDoesNotEvenStopIsGivenUpAndAskedAgain() {
    long start = System.nanoTime();

    HistoryUnavailableException refused =
        refused(sql -> sql.execute("SET LOCAL statement_timeout = 0; SELECT pg_sleep(30)"));

    assertThat(refused.reason()).isEqualTo(Reason.AWAY);
    assertThat(since(start)).isBetween(LIMIT, AT_THE_LATEST);
    awaitAnswer();
    assertThat(database.active()).isZero();
  }

  @Test
  void anExportHasALimitForEachStatementAlone() {
    int slept =
        database.export(
            sql -> {
              int statements = 0;
              for (; statements < 4; statements++) {
                sql.fetch(THIRD_OF_THE_LIMIT);
              }
              return statements;
            });

    assertThat(slept).isEqualTo(4);
  }

  private static HistoryUnavailableException refused(Consumer<DSLContext> reader) {
    return catchThrowableOfType(
        HistoryUnavailableException.class,
        () ->
            read(
                sql -> {
                  reader.accept(sql);
                  return null;
                }));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
