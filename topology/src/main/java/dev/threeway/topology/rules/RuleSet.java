package dev.threeway.topology.rules;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * The tolerances and severities that decide, with a version that every break carries.
 *
 * @param version names the rules; stands on every break that they decided
 * @param timestampTolerance how far apart the event times of a group may lie
 * @param amounts the tolerance for amounts and the weight of differences, where no override applies
 * @param overrides exceptions for a currency, a channel or both; the first that applies counts
 */
public record RuleSet(
    String version,
    Duration timestampTolerance,
    AmountRules amounts,
    SeverityRules severities,
    List<Exemption> overrides) {

  /** The rules that hold where nothing else is configured. */
  public static final RuleSet DEFAULT =
      new RuleSet(
          "default-1",
          Duration.ofSeconds(5),
          new AmountRules(
              Money.toUnits(new BigDecimal("0.01")),
              BigDecimal.ZERO,
              BigDecimal.ONE,
              Money.toUnits(new BigDecimal("100000.00"))),
          new SeverityRules(
              Severity.HIGH,
              Severity.HIGH,
              Severity.HIGH,
              Severity.MEDIUM,
              Severity.MEDIUM,
              Severity.HIGH,
              Severity.LOW,
              Severity.HIGH,
              Severity.MEDIUM,
              Severity.HIGH),
          List.of());

  public RuleSet {
    if (version.isBlank()) {
      throw new IllegalArgumentException("version must not be empty: it stands on every break");
    }
    if (timestampTolerance.isNegative()) {
      throw new IllegalArgumentException(
          "timestamp_tolerance must not be negative, but is "
              + DurationText.format(timestampTolerance));
    }
    overrides = List.copyOf(overrides);
  }

  /**
   * How amounts are judged.
   *
   * @param absolute a difference up to this is inside, in 1/10 000 units
   * @param percent a difference up to this share of the largest amount is inside; the larger of the
   *     two allowances counts
   * @param highFromPercent an AMOUNT break weighs HIGH from this share of the largest amount
   * @param criticalFrom AMOUNT and MISSING breaks weigh CRITICAL from this amount at risk, in 1/10
   *     000 units
   */
  public record AmountRules(
      long absolute, BigDecimal percent, BigDecimal highFromPercent, long criticalFrom) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public AmountRules {
      if (absolute < 0 || percent.signum() < 0) {
        throw new IllegalArgumentException("an amount tolerance must not be negative");
      }
      if (percent.compareTo(HUNDRED) > 0) {
        throw new IllegalArgumentException(
            "an amount tolerance must not exceed 100 percent, but is " + percent.toPlainString());
      }
      if (highFromPercent.signum() < 0 || criticalFrom < 0) {
        throw new IllegalArgumentException("a severity threshold must not be negative");
      }
    }

    /** Whether two amounts count as equal, given the largest amount of their group. */
    boolean allow(long difference, long largest) {
      return difference <= absolute
          || (percent.signum() > 0 && atMostPercent(difference, largest, percent));
    }

    Severity severity(long difference, long largest, Severity below, Severity high) {
      if (difference >= criticalFrom) {
        return Severity.CRITICAL;
      }
      return atLeastPercent(difference, largest, highFromPercent) ? high : below;
    }

    private static boolean atMostPercent(long part, long whole, BigDecimal percent) {
      return BigDecimal.valueOf(part)
              .multiply(HUNDRED)
              .compareTo(BigDecimal.valueOf(whole).multiply(percent))
          <= 0;
    }

    private static boolean atLeastPercent(long part, long whole, BigDecimal percent) {
      return BigDecimal.valueOf(part)
              .multiply(HUNDRED)
              .compareTo(BigDecimal.valueOf(whole).multiply(percent))
          >= 0;
    }
  }

  /**
   * How much each type of break weighs; AMOUNT and MISSING can rise to CRITICAL by their amount.
   */
  public record SeverityRules(
      Severity currency,
      Severity account,
      Severity status,
      Severity statusPending,
      Severity amount,
      Severity amountHigh,
      Severity timestamp,
      Severity missingCore,
      Severity missing,
      Severity duplicate) {
    public SeverityRules {
      List<Severity> all =
          List.of(
              currency,
              account,
              status,
              statusPending,
              amount,
              amountHigh,
              timestamp,
              missingCore,
              missing,
              duplicate);
      if (all.contains(Severity.UNKNOWN)) {
        throw new IllegalArgumentException(
            "a severity must be LOW, MEDIUM, HIGH or CRITICAL, but is UNKNOWN");
      }
    }

    Severity missing(Source source) {
      return source == Source.CORE ? missingCore : missing;
    }
  }

  /**
   * An exception to the amount rules.
   *
   * @param currency null for every currency
   * @param channel null for every channel
   */
  public record Exemption(String currency, Channel channel, AmountRules amounts) {
    boolean appliesTo(String ofCurrency, Channel ofChannel) {
      return (currency == null || currency.equals(ofCurrency))
          && (channel == null || channel == ofChannel);
    }
  }

  /** The amount rules for a currency and a channel. */
  AmountRules amountsFor(String currency, Channel channel) {
    for (Exemption exemption : overrides) {
      if (exemption.appliesTo(currency, channel)) {
        return exemption.amounts();
      }
    }
    return amounts;
  }
}
