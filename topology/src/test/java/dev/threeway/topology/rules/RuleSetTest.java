package dev.threeway.topology.rules;

import static dev.threeway.schemas.records.BreakType.AMOUNT;
import static dev.threeway.topology.rules.Legs.core;
import static dev.threeway.topology.rules.Legs.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Severity;
import dev.threeway.topology.rules.RuleSet.AmountRules;
import dev.threeway.topology.rules.RuleSet.Exemption;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tolerances, thresholds and exemptions. */
class RuleSetTest {
  private static final AmountRules DEFAULT = RuleSet.DEFAULT.amounts();

  @ParameterizedTest
  @CsvSource({
    "0.01, 0, 99.99, true",
    "0.01, 0, 99.98, false",
    "0.01, 1, 99.00, true",
    "0.01, 1, 98.99, false",
    "2.00, 1, 98.00, true",
    "0.00, 0, 99.99, false",
    "0.00, 100, 0.01, true"
  })
  void theLargerOfTheAbsoluteAndThePercentAllowanceCounts(
      String absolute, BigDecimal percent, String other, boolean inside) {
    AmountRules amounts =
        new AmountRules(units(absolute), percent, BigDecimal.ONE, units("100000.00"));
    History history = new History(withAmounts(amounts));
    history.leg(core()).leg(gateway().amount(other));

    assertThat(history.versions().isEmpty()).isEqualTo(inside);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 90.01, MEDIUM",
    "10, 90.00, HIGH",
    "0, 99.98, HIGH",
    "10, 50.01, HIGH",
    "10, 50.00, CRITICAL"
  })
  void theThresholdsOfTheRulesWeighAnAmountBreak(
      BigDecimal highFromPercent, String other, Severity severity) {
    AmountRules amounts = new AmountRules(100, BigDecimal.ZERO, highFromPercent, units("50.00"));
    History history = new History(withAmounts(amounts));
    history.leg(core()).leg(gateway().amount(other));

    assertThat(history.last(AMOUNT).finding().severity()).isEqualTo(severity);
  }

  @Test
  void theFirstExemptionThatAppliesCounts() {
    AmountRules euro = tolerating(1);
    AmountRules dollarsByPhone = tolerating(2);
    AmountRules byPhone = tolerating(3);
    RuleSet rules =
        with(
            new Exemption("EUR", null, euro),
            new Exemption("USD", Channel.MOBILE, dollarsByPhone),
            new Exemption(null, Channel.MOBILE, byPhone));

    assertThat(rules.amountsFor("EUR", null)).isEqualTo(euro);
    assertThat(rules.amountsFor("EUR", Channel.MOBILE)).isEqualTo(euro);
    assertThat(rules.amountsFor("USD", Channel.MOBILE)).isEqualTo(dollarsByPhone);
    assertThat(rules.amountsFor("GBP", Channel.MOBILE)).isEqualTo(byPhone);
    assertThat(rules.amountsFor("USD", Channel.ATM)).isEqualTo(DEFAULT);
    assertThat(rules.amountsFor("USD", null)).isEqualTo(DEFAULT);
  }

  @Test
  void everythingAtItsLimitIsAllowed() {
    assertThatCode(
            () -> new AmountRules(0, BigDecimal.valueOf(100), BigDecimal.ZERO, 0).allow(0, 0))
        .doesNotThrowAnyException();
    assertThat(with("v", Duration.ZERO).timestampTolerance()).isZero();
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    BigDecimal one = BigDecimal.ONE;
    refused(() -> with(" ", Duration.ZERO), "version must not be empty: it stands on every break");
    refused(
        () -> with("v", Duration.ofMillis(-1)),
        "timestamp_tolerance must not be negative, but is -1ms");
    refused(() -> new AmountRules(-1, one, one, 1), "an amount tolerance must not be negative");
    refused(
        () -> new AmountRules(1, one.negate(), one, 1), "an amount tolerance must not be negative");
    refused(
        () -> new AmountRules(1, new BigDecimal("100.1"), one, 1),
        "an amount tolerance must not exceed 100 percent, but is 100.1");
    refused(
        () -> new AmountRules(1, one, one.negate(), 1),
        "a severity threshold must not be negative");
    refused(() -> new AmountRules(1, one, one, -1), "a severity threshold must not be negative");
  }

  @Test
  void aTimestampToleranceUpToTheWindowIsAllowedAndNoMore() {
    assertThatCode(() -> new Matching(with("v", Duration.ofMinutes(5)), History.TIMING))
        .doesNotThrowAnyException();
    refused(
        () -> new Matching(with("v", Duration.ofMinutes(5).plusMillis(1)), History.TIMING),
        "timestamp_tolerance (300001ms) must not exceed the window (5m)");
  }

  private static void refused(Runnable construction, String message) {
    assertThatThrownBy(construction::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static AmountRules tolerating(long units) {
    return new AmountRules(units, BigDecimal.ZERO, BigDecimal.ONE, 1);
  }

  private static RuleSet withAmounts(AmountRules amounts) {
    return new RuleSet("v", Duration.ZERO, amounts, RuleSet.DEFAULT.severities(), List.of());
  }

  private static RuleSet with(String version, Duration timestampTolerance) {
    return new RuleSet(
        version, timestampTolerance, DEFAULT, RuleSet.DEFAULT.severities(), List.of());
  }

  private static RuleSet with(Exemption... overrides) {
    return new RuleSet(
        "v", Duration.ZERO, DEFAULT, RuleSet.DEFAULT.severities(), List.of(overrides));
  }

  private static long units(String amount) {
    return Money.toUnits(new BigDecimal(amount));
  }
}
