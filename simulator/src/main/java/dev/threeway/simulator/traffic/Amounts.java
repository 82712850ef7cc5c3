package dev.threeway.simulator.traffic;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Amounts as they occur: many small ones and few large ones. The number of doublings of the
 * smallest amount is binomially distributed, which comes close to a log-normal distribution and
 * needs nothing but whole numbers.
 */
final class Amounts {
  /** The smallest usual amount of a currency in whole units, worth roughly a tenth of a dollar. */
  private static final Map<String, Integer> SMALLEST =
      Map.of("INR", 10, "JPY", 15, "KRW", 150, "AED", 1);

  private static final int DOUBLINGS = 14;
  private static final int CORPORATE_FACTOR = 100;

  private Amounts() {}

  /**
   * Draws an amount with exactly the decimals of its currency.
   *
   * @param decimals how many decimals the currency has
   */
  static BigDecimal draw(String currency, int decimals, SplittableRandom random) {
    long unit = BigDecimal.ONE.movePointRight(decimals).longValueExact();
    long octave = (long) SMALLEST.getOrDefault(currency, 1) * unit;
    octave <<= Integer.bitCount(random.nextInt(1 << DOUBLINGS));
    long minor = octave + random.nextLong(octave);
    int kind = random.nextInt(100);
    if (kind < 2) {
      minor *= CORPORATE_FACTOR;
    } else if (kind < 40) {
      minor = minor / unit * unit;
    }
    return BigDecimal.valueOf(minor, decimals);
  }
}
