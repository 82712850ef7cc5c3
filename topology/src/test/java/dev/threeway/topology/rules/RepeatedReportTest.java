package dev.threeway.topology.rules;

import static dev.threeway.schemas.records.BreakType.DUPLICATE;
import static dev.threeway.schemas.records.Source.CORE;
import static dev.threeway.schemas.records.Source.MOBILE;
import static dev.threeway.schemas.records.TransactionStatus.FAILED;
import static dev.threeway.schemas.records.TransactionStatus.PENDING;
import static dev.threeway.topology.rules.Legs.core;
import static dev.threeway.topology.rules.Legs.gateway;
import static dev.threeway.topology.rules.Legs.mobile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.GroupStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The same source reports the transaction again. */
class RepeatedReportTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theSameContentIsADuplicateAndChangesNothing() {
    History history = History.of(core(), gateway(), core());

    assertThat(history.outcomes()).last().isEqualTo(LegOutcome.DUPLICATE);
    assertThat(history.versions()).isEmpty();
  }

  @Test
  void aPendingLegIsReplacedByAReportThatIsNotEarlier() {
    History history = History.of(core(), gateway().status(PENDING), mobile(), gateway());

    assertThat(history.outcomes()).last().isEqualTo(LegOutcome.REVISION);
    assertThat(history.group().status()).isEqualTo(GroupStatus.MATCHED);
  }

  @Test
  void aBreakThatNoLongerHoldsAfterARevisionIsAutoCorrected() {
    History history =
        History.of(core(), gateway().status(PENDING).amount("90.00"), gateway().after(SECOND));

    assertThat(history.versions()).containsExactly("AMOUNT v1 OPEN", "AMOUNT v2 AUTO_CORRECTED");
    assertThat(history.group().status()).isEqualTo(GroupStatus.PENDING);
  }

  @Test
  void aBreakThatHoldsAgainIsOpenedAgainAsItsNextVersion() {
    History history =
        History.of(
            core(),
            gateway().status(PENDING).amount("90.00"),
            gateway().status(PENDING).after(SECOND),
            gateway().amount("80.00").after(SECOND));

    assertThat(history.versions())
        .containsExactly("AMOUNT v1 OPEN", "AMOUNT v2 AUTO_CORRECTED", "AMOUNT v3 OPEN");
  }

  @Test
  void aPendingReportOlderThanTheLegOnFileIsStale() {
    History history = History.of(core().after(SECOND), core().status(PENDING));

    assertThat(history.outcomes()).last().isEqualTo(LegOutcome.STALE_REVISION);
    assertThat(history.versions()).isEmpty();
  }

  @Test
  void anythingElseIsAConflictAndTheLegOnFileStands() {
    History history = History.of(core(), gateway(), core().status(FAILED).amount("120.00"));

    assertThat(history.outcomes()).last().isEqualTo(LegOutcome.CONFLICT);
    Finding finding = history.last(DUPLICATE).finding();
    assertThat(finding.coreValue()).isEqualTo("amount 100.00 | 120.00; status SUCCESS | FAILED");
    assertThat(finding.deviating()).containsExactly(CORE);
    assertThat(finding.amountAtRisk()).isEqualTo(200_000);
    assertThat(history.group().core()).isEqualTo(core().leg());
    assertThat(history.last(DUPLICATE).evidence()).hasSize(3);
  }

  @Test
  void aConflictInAnythingButTheAmountRisksTheLargerAmount() {
    History history = History.of(core(), core().description("second"));

    assertThat(history.last(DUPLICATE).finding().amountAtRisk()).isEqualTo(1_000_000);
  }

  @Test
  void aThirdDifferingReportOnlyCounts() {
    History history = History.of(core(), core().amount("1.00"), core().amount("2.00"));

    assertThat(history.outcomes()).last().isEqualTo(LegOutcome.CONFLICT);
    assertThat(history.versions()).containsExactly("DUPLICATE v1 OPEN");
  }

  @Test
  void aConflictOfAnotherSourceJoinsTheSameBreak() {
    History history = History.of(core(), core().amount("1.00"), mobile(), mobile().amount("3.00"));

    assertThat(history.versions()).containsExactly("DUPLICATE v1 OPEN", "DUPLICATE v2 OPEN");
    assertThat(history.last(DUPLICATE).finding().deviating()).containsExactly(CORE, MOBILE);
    assertThat(history.last(DUPLICATE).finding().amountAtRisk()).isEqualTo(990_000);
  }

  @Test
  void aRevisionDoesNotMoveTheDeadlineBack() {
    History history = History.of(core().status(PENDING), core().after(Duration.ofMinutes(2)));

    assertThat(history.group().firstEventTime()).isEqualTo(Legs.NINE);
  }
}
