package dev.threeway.topology.rules;

import static dev.threeway.schemas.records.BreakType.ACCOUNT;
import static dev.threeway.schemas.records.BreakType.AMOUNT;
import static dev.threeway.schemas.records.BreakType.CURRENCY;
import static dev.threeway.schemas.records.BreakType.MISSING;
import static dev.threeway.schemas.records.BreakType.STATUS;
import static dev.threeway.schemas.records.BreakType.TIMESTAMP;
import static dev.threeway.schemas.records.Source.CORE;
import static dev.threeway.schemas.records.Source.GATEWAY;
import static dev.threeway.schemas.records.Source.MOBILE;
import static dev.threeway.topology.rules.Legs.core;
import static dev.threeway.topology.rules.Legs.gateway;
import static dev.threeway.topology.rules.Legs.mobile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What disagrees, how much it weighs, and who stands outside the majority. */
class ComparisonTest {
  @Test
  void equalLegsMatch() {
    History history = History.of(core(), gateway(), mobile());

    assertThat(history.group().status()).isEqualTo(GroupStatus.MATCHED);
    assertThat(history.versions()).isEmpty();
  }

  @Test
  void twoLegsAreComparedWithoutWaitingForTheThird() {
    History history = History.of(mobile(), gateway().amount("120.00"));

    assertThat(history.versions()).containsExactly("AMOUNT v1 OPEN");
    assertThat(history.group().status()).isEqualTo(GroupStatus.MISMATCHED);
  }

  @ParameterizedTest
  @CsvSource({
    "100.00, 100.01, MATCHED_WITHIN_TOLERANCE",
    "100.00, 100.02, MISMATCHED",
    "100.00, 100.00, MATCHED"
  })
  void aDifferenceEqualToTheAllowanceIsInside(String one, String other, GroupStatus status) {
    History history = History.of(core().amount(one), gateway().amount(one), mobile().amount(other));

    assertThat(history.group().status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"5000, MATCHED", "5001, MISMATCHED"})
  void exactlyFiveSecondsApartIsInside(long millis, GroupStatus status) {
    History history = History.of(core(), gateway(), mobile().after(Duration.ofMillis(millis)));

    assertThat(history.group().status()).isEqualTo(status);
  }

  @Test
  void anAmountBreakCarriesAllValuesAndTheDifference() {
    History history = History.of(core(), gateway().amount("99.00"), mobile());

    assertThat(history.last(AMOUNT).finding())
        .isEqualTo(
            new Finding(
                AMOUNT,
                null,
                Severity.HIGH,
                "100.00",
                "99.00",
                "100.00",
                List.of(GATEWAY),
                10_000,
                "USD"));
  }

  @Test
  void amountsAreNotComparedWhereCurrenciesDiffer() {
    History history = History.of(core(), gateway().amount("250.00"), mobile().currency("EUR"));

    assertThat(history.versions())
        .containsExactly("AMOUNT v1 OPEN", "CURRENCY v1 OPEN", "AMOUNT v2 AUTO_CORRECTED");
    Finding finding = history.last(CURRENCY).finding();
    assertThat(finding.amountAtRisk()).isEqualTo(2_500_000);
    assertThat(finding.deviating()).containsExactly(MOBILE);
  }

  @Test
  void successAgainstFailedBreaksAtOnce() {
    History history = History.of(core(), gateway().status(TransactionStatus.FAILED));

    Finding finding = history.last(STATUS).finding();
    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.amountAtRisk()).isEqualTo(1_000_000);
  }

  @Test
  void pendingAgainstFinalWaitsForTheDeadline() {
    History history = History.of(core(), gateway(), mobile().status(TransactionStatus.PENDING));
    assertThat(history.group().status()).isEqualTo(GroupStatus.PENDING);

    history.deadline();

    assertThat(history.versions()).containsExactly("STATUS v1 OPEN");
    assertThat(history.last(STATUS).finding().severity()).isEqualTo(Severity.MEDIUM);
    assertThat(history.last(STATUS).finding().deviating()).containsExactly(MOBILE);
  }

  @Test
  void differentAccountsBreak() {
    History history = History.of(core().account("ACC-2"), gateway(), mobile());

    assertThat(history.last(ACCOUNT).finding().deviating()).containsExactly(CORE);
    assertThat(history.last(ACCOUNT).finding().severity()).isEqualTo(Severity.HIGH);
  }

  @Test
  void aTimestampBreakPutsNothingAtRisk() {
    History history = History.of(core(), gateway(), mobile().after(Duration.ofSeconds(6)));

    Finding finding = history.last(TIMESTAMP).finding();
    assertThat(finding.amountAtRisk()).isZero();
    assertThat(finding.severity()).isEqualTo(Severity.LOW);
    assertThat(finding.mobileValue()).isEqualTo("2026-03-01T09:00:06.000Z");
  }

  @Test
  void everySilentSourceIsMissingAfterTheDeadline() {
    History history = History.of(gateway()).deadline();

    assertThat(history.versions())
        .containsExactly("MISSING/CORE v1 OPEN", "MISSING/MOBILE v1 OPEN");
    assertThat(history.last(MISSING).finding().deviating()).containsExactly(MOBILE);
  }

  @ParameterizedTest
  @CsvSource({
    "CORE, 99999.99, HIGH",
    "MOBILE, 99999.99, MEDIUM",
    "GATEWAY, 100000.00, CRITICAL",
    "CORE, 100000.00, CRITICAL"
  })
  void aMissingLegWeighsBySourceAndAmount(Source missing, String amount, Severity severity) {
    History history = new History();
    for (Legs each : List.of(core(), gateway(), mobile())) {
      if (each.source() != missing) {
        history.leg(each.amount(amount));
      }
    }
    history.deadline();

    assertThat(history.last(MISSING).finding().severity()).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource({
    "1000.00, 1009.99, MEDIUM",
    "990.00, 1000.00, HIGH",
    "990.01, 1000.00, MEDIUM",
    "200000.00, 100000.00, CRITICAL",
    "200000.00, 100000.01, HIGH"
  })
  void anAmountBreakWeighsByItsShareAndItsSize(String one, String other, Severity severity) {
    History history = History.of(core().amount(one), gateway().amount(other));

    assertThat(history.last(AMOUNT).finding().severity()).isEqualTo(severity);
  }

  @Test
  void withoutAMajorityEverySourceThatDiffersFromCoreDeviates() {
    History history = History.of(core(), gateway().amount("200.00"), mobile().amount("300.00"));

    assertThat(history.last(AMOUNT).finding().deviating()).containsExactly(GATEWAY, MOBILE);
  }

  @Test
  void withoutCoreTheLegThatDiffersFromGatewayDeviates() {
    History history = History.of(mobile().amount("200.00"), gateway());

    assertThat(history.last(AMOUNT).finding().deviating()).containsExactly(MOBILE);
  }

  @Test
  void valuesInsideTheToleranceCountAsAMajority() {
    History history = History.of(core(), gateway().amount("100.01"), mobile().amount("150.00"));

    assertThat(history.last(AMOUNT).finding().deviating()).containsExactly(MOBILE);
  }

  @Test
  void bothOthersDeviateWhereCoreStandsBetweenThem() {
    History history = History.of(core(), gateway().amount("99.99"), mobile().amount("100.01"));

    assertThat(history.last(AMOUNT).finding().deviating()).containsExactly(GATEWAY, MOBILE);
  }
}
