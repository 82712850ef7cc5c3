package dev.threeway.topology.rules;

import static dev.threeway.schemas.records.BreakType.AMOUNT;
import static dev.threeway.schemas.records.BreakType.CURRENCY;
import static dev.threeway.schemas.records.BreakType.MISSING;
import static dev.threeway.schemas.records.TransactionStatus.FAILED;
import static dev.threeway.schemas.records.TransactionStatus.PENDING;
import static dev.threeway.topology.rules.Legs.core;
import static dev.threeway.topology.rules.Legs.gateway;
import static dev.threeway.topology.rules.Legs.mobile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Severity;
import dev.threeway.topology.rules.RuleSet.AmountRules;
import dev.threeway.topology.rules.RuleSet.Exemption;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which versions of a break are published, in what order, and what they carry. */
class VersionsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aBreakThatIsOpenedAgainHasAFreshTimeOfDetection() {
    History history = History.of(core(), gateway().status(PENDING).amount("90.00"));
    Break first = history.last(AMOUNT);
    history.leg(gateway().status(PENDING).after(SECOND));
    history.leg(gateway().status(PENDING).amount("90.00").after(SECOND));

    assertThat(history.last(AMOUNT).version()).isEqualTo(3);
    assertThat(history.last(AMOUNT).finding()).isEqualTo(first.finding());
    assertThat(history.last(AMOUNT).detectedAt()).isEqualTo(first.detectedAt() + 2);
  }

  @Test
  void aBreakThatOnlyChangesKeepsItsTimeOfDetection() {
    History history = History.of(core(), gateway().status(PENDING).amount("90.00"));
    Break first = history.last(AMOUNT);
    history.leg(gateway().status(PENDING).amount("80.00"));

    assertThat(history.last(AMOUNT).version()).isEqualTo(2);
    assertThat(history.last(AMOUNT).detectedAt()).isEqualTo(first.detectedAt());
  }

  @Test
  void aResolvedBreakStaysAsItIs() {
    History history = History.of(core(), gateway().status(PENDING).amount("90.00"));
    history.leg(gateway().after(SECOND)).leg(mobile());

    assertThat(history.versions()).containsExactly("AMOUNT v1 OPEN", "AMOUNT v2 AUTO_CORRECTED");
  }

  @Test
  void whatIsOpenedAndWhatIsResolvedIsPublishedInTheOrderOfTheTypes() {
    History history = History.of(core(), gateway().status(PENDING).amount("90.00"));
    history.leg(gateway().status(FAILED));

    assertThat(history.versions())
        .containsExactly("AMOUNT v1 OPEN", "AMOUNT v2 AUTO_CORRECTED", "STATUS v1 OPEN");
  }

  @Test
  void missingBreaksArePublishedInTheOrderOfTheirSources() {
    History history = History.of(gateway()).deadline();
    history.leg(core().amount("300.00"));

    assertThat(history.versions())
        .containsExactly(
            "MISSING/CORE v1 OPEN",
            "MISSING/MOBILE v1 OPEN",
            "AMOUNT v1 OPEN",
            "MISSING/CORE v2 AUTO_LATE_ARRIVAL",
            "MISSING/MOBILE v2 OPEN");
  }

  @Test
  void theBreaksOfAGroupAreKeptInTheOrderOfTheTypes() {
    History history = History.of(core(), gateway().status(PENDING).account("ACC-2"));
    history.leg(gateway().status(PENDING).account("ACC-2").amount("90.00"));

    assertThat(history.group().breaks().stream().map(each -> each.finding().type().name()))
        .containsExactly("AMOUNT", "ACCOUNT");
    assertThat(history.group().openBreaks()).isEqualTo(2);
  }

  @Test
  void resolvedBreaksAreNotAmongTheOpenOnes() {
    History history = History.of(core(), gateway().status(PENDING).amount("90.00").account("X"));
    history.leg(gateway().account("X").after(SECOND));

    assertThat(history.group().breaks()).hasSize(2);
    assertThat(history.group().openBreaks()).isEqualTo(1);
  }

  @Test
  void aMissingBreakIsPublishedAgainWhenTheLargestAmountGrows() {
    History history = History.of(core()).deadline();
    history.leg(gateway().amount("100.01"));

    assertThat(history.last(MISSING).version()).isEqualTo(2);
    assertThat(history.last(MISSING).finding().amountAtRisk()).isEqualTo(1_000_100);
  }

  @Test
  void aMissingBreakIsPublishedAgainWhenTheCurrencyOfTheLargestAmountChanges() {
    History history = History.of(gateway().currency("EUR")).deadline();
    history.leg(core());

    assertThat(history.last(CURRENCY).finding().currency()).isEqualTo("USD");
    assertThat(history.last(MISSING).version()).isEqualTo(2);
    assertThat(history.last(MISSING).finding().currency()).isEqualTo("USD");
  }

  @Test
  void aMissingBreakIsPublishedAgainWhenItWeighsMore() {
    AmountRules criticalFromTen =
        new AmountRules(100, BigDecimal.ZERO, BigDecimal.ONE, Money.toUnits(BigDecimal.TEN));
    History history =
        new History(
            new RuleSet(
                "v",
                Duration.ZERO,
                RuleSet.DEFAULT.amounts(),
                RuleSet.DEFAULT.severities(),
                List.of(new Exemption(null, Channel.ATM, criticalFromTen))));
    history.leg(gateway()).deadline().leg(core().channel(Channel.ATM));

    assertThat(history.last(MISSING).version()).isEqualTo(2);
    assertThat(history.last(MISSING).finding().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void theChannelIsThatOfTheFirstSourceThatReportsOne() {
    AmountRules tolerant =
        new AmountRules(Money.toUnits(BigDecimal.TEN), BigDecimal.ZERO, BigDecimal.ONE, 1);
    RuleSet rules =
        new RuleSet(
            "v",
            Duration.ZERO,
            RuleSet.DEFAULT.amounts(),
            RuleSet.DEFAULT.severities(),
            List.of(new Exemption(null, Channel.ATM, tolerant)));

    History history = new History(rules);
    history.leg(core()).leg(gateway().channel(Channel.ATM).amount("99.00"));
    assertThat(history.versions()).isEmpty();

    history.leg(mobile().channel(Channel.POS).amount("98.00"));
    assertThat(history.versions()).isEmpty();
  }

  @Test
  void aBreakCarriesTheWindowTheDeadlineAndTheRulesOfItsGroup() {
    Break amount = History.of(core().after(SECOND), gateway().amount("90.00")).last(AMOUNT);

    assertThat(amount.windowStart()).isEqualTo(Legs.NINE);
    assertThat(amount.deadline()).isEqualTo(Legs.NINE + 330_000);
    assertThat(amount.ruleVersion()).isEqualTo("default-1");
    assertThat(new Matching(RuleSet.DEFAULT, History.TIMING).ruleVersion()).isEqualTo("default-1");
  }
}
