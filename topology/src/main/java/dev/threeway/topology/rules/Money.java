package dev.threeway.topology.rules;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;

/** Exact amounts: a long that counts 1/10 000 of the currency's unit. */
public final class Money {
  /** The number of decimals that a long of {@link Leg#amount()} carries. */
  public static final int SCALE = 4;

  /** The largest amount that a leg may have, 10^14 units. */
  public static final long MAX = 1_000_000_000_000_000_000L;

  private static final int NOT_A_CURRENCY = -1;
  private static final Map<String, Integer> DECIMALS = decimalsByCode();

  private Money() {}

  /**
   * Whether payments are made in this ISO 4217 code; gold, test and "no currency" codes are not.
   */
  public static boolean isCurrency(String code) {
    return DECIMALS.containsKey(code);
  }

  /** How many decimals an amount in a currency has; -1 if it is none ({@link #isCurrency}). */
  public static int decimals(String currency) {
    return DECIMALS.getOrDefault(currency, NOT_A_CURRENCY);
  }

  /** The decimal that 1/10 000 units stand for, scale 4. */
  public static BigDecimal toDecimal(long units) {
    return BigDecimal.valueOf(units, SCALE);
  }

  /**
   * A decimal as 1/10 000 units.
   *
   * @throws ArithmeticException if it has more than four decimals or does not fit
   */
  public static long toUnits(BigDecimal amount) {
    return amount.setScale(SCALE).unscaledValue().longValueExact();
  }

  /** An amount as text with the currency's own number of decimals, without grouping. */
  public static String format(long units, String currency) {
    return format(toDecimal(units), currency);
  }

  /** An amount of any size as text with the currency's own number of decimals. */
  public static String format(BigDecimal exact, String currency) {
    int decimals = decimals(currency);
    return decimals == NOT_A_CURRENCY || exact.stripTrailingZeros().scale() > decimals
        ? exact.toPlainString()
        : exact.setScale(decimals).toPlainString();
  }

  private static Map<String, Integer> decimalsByCode() {
    Map<String, Integer> byCode = new HashMap<>();
    for (Currency currency : Currency.getAvailableCurrencies()) {
      if (currency.getDefaultFractionDigits() >= 0) {
        byCode.put(currency.getCurrencyCode(), currency.getDefaultFractionDigits());
      }
    }
    return Map.copyOf(byCode);
  }
}
