package dev.threeway.topology.oracle;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * The numbers of the contract, as the oracle knows them.
 *
 * @param toleranceOf currencies whose absolute tolerance differs from {@code tolerance}
 */
record OracleRules(
    Duration window,
    Duration grace,
    Duration retention,
    Duration futureSkew,
    Duration timestampTolerance,
    BigDecimal tolerance,
    BigDecimal tolerancePercent,
    Map<String, BigDecimal> toleranceOf) {
  /** Deadlines take effect on the multiples of this many ms. */
  static final long SWEEP = 500;

  static final BigDecimal HIGH_FROM_PERCENT = BigDecimal.ONE;
  static final BigDecimal CRITICAL_FROM = new BigDecimal("100000");

  /** The rules by default, with spans so short that a history of minutes meets all of them. */
  static final OracleRules SHORT =
      new OracleRules(
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(90),
          Duration.ofSeconds(5),
          new BigDecimal("0.01"),
          BigDecimal.ZERO,
          Map.of());

  OracleRules withTolerance(String percent, Map<String, BigDecimal> ofCurrencies) {
    return new OracleRules(
        window,
        grace,
        retention,
        futureSkew,
        timestampTolerance,
        tolerance,
        new BigDecimal(percent),
        ofCurrencies);
  }

  /** The last sweep up to an instant. */
  static long sweepAt(long instant) {
    return Math.floorDiv(instant, SWEEP) * SWEEP;
  }

  long patience() {
    return window.plus(grace).toMillis();
  }

  /** How far behind stream time a leg may be. */
  long memory() {
    return patience() + retention.toMillis();
  }

  /** The difference that still counts as none, between amounts of which this is the largest. */
  BigDecimal allowance(String currency, BigDecimal largest) {
    if (toleranceOf.containsKey(currency)) {
      return toleranceOf.get(currency);
    }
    return tolerance.max(percentOf(largest, tolerancePercent));
  }

  static BigDecimal percentOf(BigDecimal whole, BigDecimal percent) {
    return whole.multiply(percent).movePointLeft(2);
  }
}
