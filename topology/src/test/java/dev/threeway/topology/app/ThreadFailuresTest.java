package dev.threeway.topology.app;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.topology.join.IncompatibleStateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** What becomes of a stream thread that failed. */
class ThreadFailuresTest {
  private final List<EngineFailure> fatal = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T09:00:00Z");
  private final ThreadFailures failures = new ThreadFailures(() -> now, fatal::add);

  @Test
  void aThreadIsReplacedFiveTimesAndThenTheClientStops() {
    for (int i = 0; i < 5; i++) {
      assertThat(failures.handle(new IllegalStateException("boom"))).isEqualTo(REPLACE_THREAD);
    }

    assertThat(failures.handle(new IllegalStateException("boom"))).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(fatal)
        .containsExactly(
            new EngineFailure(
                "Stream threads failed 6 times within 10 minutes; last: java.lang.IllegalStateException: boom",
                true));
  }

  @Test
  void failuresThatLieBackCountNoLonger() {
    for (int i = 0; i < 20; i++) {
      assertThat(failures.handle(new IllegalStateException("boom"))).isEqualTo(REPLACE_THREAD);
      now = now.plus(Duration.ofMinutes(3));
    }
    assertThat(fatal).isEmpty();
  }

  @Test
  void anOutageIsWaitedOut() {
    for (int i = 0; i < 100; i++) {
      assertThat(failures.handle(new StreamsException(new TimeoutException("no answer"))))
          .isEqualTo(REPLACE_THREAD);
    }
  }

  @Test
  void stateThatCannotBeUsedStopsTheClientForGood() {
    assertThat(
            failures.handle(
                new StreamsException(
                    new IncompatibleStateException(
                        "a match group is stored in format 9, this version reads format 1"))))
        .isEqualTo(SHUTDOWN_CLIENT);
    assertThat(fatal)
        .containsExactly(
            new EngineFailure(
                "The state stores cannot be used: a match group is stored in format 9, this version reads format 1. Start the version that wrote them, or reset the application to rebuild them from the topics.",
                false));
  }
}
