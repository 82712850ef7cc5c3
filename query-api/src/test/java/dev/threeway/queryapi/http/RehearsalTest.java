package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.live.Peers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RehearsalTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final HttpSetup SETUP =
      new HttpSetup("127.0.0.1", 0, 0, 0, 10, Set.of(), SECOND, Optional.empty());

  @Test
  @Timeout(30)
  void madeUpQuestionsAreAnsweredAsRealOnesWouldBe() {
    try (RunningApi api = new RunningApi(new RehearsedReads(), FixedState.RUNNING)) {
      Peers peers = new Peers(SECOND, Optional.empty());

      assertThat(new Rehearsal(SETUP, peers, InstantSource.system()).run(api.port())).isPositive();
    }
  }

  @Test
  @Timeout(30)
  void itLeavesNoTraceInTheAuditLog() {
    try (RunningApi api = new RunningApi(new RehearsedReads(), FixedState.RUNNING)) {
      api.server().rehearse();

      assertThat(api.audit().events()).isEmpty();
    }
  }

  @Test
  @Timeout(30)
  void aServerThatCannotBeReachedKeepsNothingFromBeingRehearsed() {
    Peers peers = new Peers(SECOND, Optional.empty());

    // Nobody listens on the port of discarding.
    assertThat(new Rehearsal(SETUP, peers, InstantSource.system()).run(9)).isPositive();
  }
}
