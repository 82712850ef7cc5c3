package dev.threeway.topology.rules;

import static dev.threeway.schemas.records.BreakType.AMOUNT;
import static dev.threeway.schemas.records.BreakType.DUPLICATE;
import static dev.threeway.schemas.records.TransactionStatus.PENDING;
import static dev.threeway.topology.rules.Legs.core;
import static dev.threeway.topology.rules.Legs.gateway;
import static dev.threeway.topology.rules.Legs.mobile;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a source that contradicts itself puts at risk, and what it is classified as. */
class DuplicateBreakTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({
    // on file, reported: the difference where only the amount can be compared
    "100.00, USD, 120.00, USD, 200000, USD",
    "120.00, USD, 100.00, USD, 200000, USD",
    // else the larger amount, in its own currency; on a tie that of the leg on file
    "100.00, USD, 120.00, EUR, 1200000, EUR",
    "120.00, USD, 100.00, EUR, 1200000, USD",
    "100.00, USD, 100.00, EUR, 1000000, USD"
  })
  void theAmountAtRiskIsTheDifferenceOrTheLargerAmount(
      String onFile, String currency, String reported, String other, long units, String atRisk) {
    Finding finding =
        History.of(
                core().amount(onFile).currency(currency), core().amount(reported).currency(other))
            .last(DUPLICATE)
            .finding();

    assertThat(finding.amountAtRisk()).isEqualTo(units);
    assertThat(finding.currency()).isEqualTo(atRisk);
  }

  @Test
  void theLargestOfTwoConflictsCountsAndTheFirstOnATie() {
    History history =
        History.of(
            core(),
            core().description("again"),
            mobile().currency("EUR"),
            mobile().currency("EUR").description("again"));
    assertThat(history.last(DUPLICATE).finding().currency()).isEqualTo("USD");

    history =
        History.of(
            core(),
            core().description("again"),
            mobile().currency("EUR").amount("100.01"),
            mobile().currency("EUR").amount("100.01").description("again"));
    assertThat(history.last(DUPLICATE).finding().currency()).isEqualTo("EUR");
  }

  @Test
  void theConflictingReportIsEvidenceOfItsOwnBreakAlone() {
    History history = History.of(core(), core().description("again"), gateway().amount("1.00"));

    assertThat(history.last(AMOUNT).evidence()).hasSize(2);
    assertThat(history.last(DUPLICATE).evidence()).as("on file and reported").hasSize(2);
  }

  @Test
  void aFinalReportThatIsEarlierThanThePendingOneOnFileIsAConflict() {
    assertThat(outcome(core().status(PENDING).after(SECOND), core()))
        .isEqualTo(LegOutcome.CONFLICT);
  }

  @Test
  void aPendingReportThatIsEarlierThanThePendingOneOnFileIsStale() {
    assertThat(outcome(core().status(PENDING).after(SECOND), core().status(PENDING)))
        .isEqualTo(LegOutcome.STALE_REVISION);
  }

  @Test
  void aPendingReportThatIsNotEarlierThanTheFinalOneOnFileIsAConflict() {
    assertThat(outcome(core(), core().status(PENDING))).isEqualTo(LegOutcome.CONFLICT);
    assertThat(outcome(core(), core().status(PENDING).after(SECOND)))
        .isEqualTo(LegOutcome.CONFLICT);
  }

  @Test
  void aFinalReportThatIsEarlierThanTheFinalOneOnFileIsAConflict() {
    assertThat(outcome(core().after(SECOND), core())).isEqualTo(LegOutcome.CONFLICT);
  }

  @Test
  void aRevisionAtTheSameTimeReplacesThePendingLeg() {
    assertThat(outcome(core().status(PENDING), core())).isEqualTo(LegOutcome.REVISION);
  }

  private static LegOutcome outcome(Legs onFile, Legs report) {
    return History.of(onFile, report).outcomes().get(1);
  }
}
