package dev.threeway.topology.join;

import dev.threeway.topology.rules.Money;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Sums of amounts, each held in two of a record's counters: what is over 10^18 units, and the rest.
 * Amounts reach up to 10^18 units each, so that a few of them would not fit into one long.
 */
final class ExactSum {
  /** How many counters a sum takes. */
  static final int LENGTH = 2;

  private static final long BASE = Money.MAX;

  private ExactSum() {}

  /**
   * Adds an amount, which may be negative; the sum may not become so.
   *
   * @param at where the sum stands in the counters
   * @param units from -10^18 to 10^18
   */
  static void add(long[] counters, int at, long units) {
    long rest = counters[at + 1] + units;
    if (rest >= BASE) {
      rest -= BASE;
      counters[at]++;
    } else if (rest < 0) {
      rest += BASE;
      counters[at]--;
    }
    counters[at + 1] = rest;
  }

  /** Adds a sum that stands at the same place of other counters. */
  static void addAll(long[] counters, int at, long[] others) {
    add(counters, at, others[at + 1]);
    counters[at] += others[at];
  }

  /** The sum as a decimal, scale 4. */
  static BigDecimal read(long[] counters, int at) {
    BigInteger units =
        BigInteger.valueOf(counters[at])
            .multiply(BigInteger.valueOf(BASE))
            .add(BigInteger.valueOf(counters[at + 1]));
    return new BigDecimal(units, Money.SCALE);
  }
}
