package dev.threeway.queryapi.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.queryapi.audit.AuditUnavailableException.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log while neither its database nor its topic is there. */
class AuditLogTest {
  private static final int CAPACITY = 8;

  @TempDir private Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private AuditLog log;

  @BeforeEach
  void start() throws IOException {
    log = open();
  }

  private AuditLog open() throws IOException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    return new AuditLog(
        new AuditSettings(
            "jdbc:postgresql://127.0.0.1:%d/reconciliation".formatted(closedPort),
            "api",
            null,
            folder.resolve("queue"),
            CAPACITY,
            Map.of("bootstrap.servers", "127.0.0.1:" + closedPort),
            "test",
            Duration.ofSeconds(10),
            Duration.ofHours(1)),
        InstantSource.fixed(Events.NOW),
        metrics);
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void eventsWaitAndAreThereAfterARestart() throws Exception {
    log.record(Events.numbered(1));
    log.record(Events.numbered(2));
    log.close();

    log = open();

    assertThat(log.state().waiting()).isEqualTo(2);
    assertThat(log.state().available()).isFalse();
  }

  @Test
  void beyondThreeQuartersRefusalsAreCountedAndAtTheBoundNothingIsGivenOut() {
    for (int i = 0; i < CAPACITY; i++) {
      log.record(Events.numbered(i, Outcome.DENIED));
    }
    assertThat(log.state().waiting()).isEqualTo(6);
    assertThat(metrics.get("threeway.audit.unrecorded").gauge().value()).isEqualTo(2);

    log.record(Events.numbered(100));
    log.record(Events.numbered(101));

    assertThat(metrics.get("threeway.audit.queue.depth").gauge().value()).isEqualTo(CAPACITY);
    assertThatThrownBy(() -> log.record(Events.numbered(102)))
        .isInstanceOfSatisfying(
            AuditUnavailableException.class,
            full -> assertThat(full.reason()).isEqualTo(Reason.FULL));
    assertThat(log.state().waiting()).isEqualTo(CAPACITY);
  }

  @Test
  void whatHasToBeARowFirstIsRefusedSoon() {
    long start = System.nanoTime();

    assertThatThrownBy(() -> log.recordFirst(Events.numbered(1)))
        .isInstanceOfSatisfying(
            AuditUnavailableException.class,
            away -> assertThat(away.reason()).isEqualTo(Reason.AWAY));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(log.state().waiting()).as("it was not done, and waits nowhere").isZero();
  }

  @Test
  void whoeverAsksForTheRowsIsToldThatTheyAreAway() {
    assertThatThrownBy(
            () ->
                log.page(
                    new AuditFilter(null, null, null, null, Set.of(), null, null, null), null, 10))
        .isInstanceOfSatisfying(
            AuditUnavailableException.class,
            away -> assertThat(away.reason()).isEqualTo(Reason.AWAY));
    assertThat(log.chain()).isEmpty();
  }
}
