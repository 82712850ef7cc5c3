package dev.threeway.topology.rules;

import static dev.threeway.schemas.records.TransactionStatus.PENDING;
import static dev.threeway.topology.rules.Legs.core;
import static dev.threeway.topology.rules.Legs.gateway;
import static dev.threeway.topology.rules.Legs.mobile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.GroupStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When the result of a group is published, and what becomes of a late leg. */
class ResultTest {
  @Test
  void aGroupThatIsStillPendingHasNoResult() {
    assertThat(History.of(core(), gateway()).results()).isZero();
  }

  @Test
  void aGroupThatMatchesHasOneResult() {
    assertThat(History.of(core(), gateway(), mobile()).deadline().results()).isEqualTo(1);
  }

  @Test
  void aResultIsPublishedAgainWhenItsContentChanges() {
    History history = History.of(core(), gateway().amount("90.00"));
    assertThat(history.results()).isEqualTo(1);

    history.leg(mobile());

    assertThat(history.results()).isEqualTo(2);
    assertThat(history.group().resultVersion()).isEqualTo(2);
  }

  @Test
  void aGroupGoesBackToPendingWhenItsBreaksClose() {
    History history = History.of(core(), gateway().status(PENDING).amount("90.00"));
    history.leg(gateway().status(PENDING).after(Duration.ofSeconds(1)));

    assertThat(history.group().status()).isEqualTo(GroupStatus.PENDING);
    assertThat(history.results()).isEqualTo(2);
  }

  @Test
  void aLateLegClosesItsMissingBreakAndIsCompared() {
    History history = History.of(core(), gateway()).deadline();
    history.leg(mobile().amount("70.00"));

    assertThat(history.versions())
        .containsExactly(
            "MISSING/MOBILE v1 OPEN", "AMOUNT v1 OPEN", "MISSING/MOBILE v2 AUTO_LATE_ARRIVAL");
    assertThat(history.group().status()).isEqualTo(GroupStatus.MISMATCHED);
  }

  @Test
  void aMissingBreakIsNotPublishedAgainBecauseAnotherSourceCameLate() {
    History history = History.of(core()).deadline();
    history.leg(mobile());

    assertThat(history.versions())
        .containsExactly(
            "MISSING/GATEWAY v1 OPEN",
            "MISSING/MOBILE v1 OPEN",
            "MISSING/MOBILE v2 AUTO_LATE_ARRIVAL");
  }

  @Test
  void aDeadlineThatWasLookedAtBeforeChangesNothing() {
    History history = History.of(core()).deadline().deadline();

    assertThat(history.versions())
        .containsExactly("MISSING/GATEWAY v1 OPEN", "MISSING/MOBILE v1 OPEN");
  }
}
