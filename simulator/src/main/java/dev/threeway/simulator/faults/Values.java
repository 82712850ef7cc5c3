package dev.threeway.simulator.faults;

import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/** Values that are valid and wrong. */
final class Values {
  private Values() {}

  /**
   * Another amount with the same decimals, at least one whole unit away: a slipped decimal point, a
   * fee, or a typing error.
   */
  static BigDecimal otherAmount(BigDecimal right, SplittableRandom random) {
    long minor = right.unscaledValue().longValueExact();
    if (random.nextInt(5) == 0) {
      return BigDecimal.valueOf(Math.multiplyExact(minor, 10), right.scale()).add(BigDecimal.ONE);
    }
    long unit = BigDecimal.ONE.movePointRight(right.scale()).longValueExact();
    long share = minor / 1_000 * random.nextLong(1, 300);
    long difference = Math.max(unit, share) + random.nextLong(unit);
    boolean lower = random.nextBoolean() && minor > difference;
    return BigDecimal.valueOf(lower ? minor - difference : minor + difference, right.scale());
  }

  /** Another currency that has at least as many decimals, so that the amount stays valid. */
  static String otherCurrency(String right, SplittableRandom random) {
    int decimals = Currencies.decimals(right);
    List<String> others =
        Currencies.CODES.stream()
            .filter(code -> !code.equals(right) && Currencies.decimals(code) >= decimals)
            .toList();
    return others.get(random.nextInt(others.size()));
  }

  /** The other final status. */
  static TransactionStatus otherStatus(TransactionStatus right) {
    return right == TransactionStatus.FAILED ? TransactionStatus.SUCCESS : TransactionStatus.FAILED;
  }

  /** The account with another last digit. */
  static String otherAccount(String right) {
    int last = right.length() - 1;
    return right.substring(0, last) + (char) ('0' + (right.charAt(last) - '0' + 1) % 10);
  }

  static String text(TransactionEvent event) {
    return event.getAmount().toPlainString() + " " + event.getCurrency();
  }
}
