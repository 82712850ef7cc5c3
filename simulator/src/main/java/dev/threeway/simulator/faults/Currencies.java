package dev.threeway.simulator.faults;

import java.util.Currency;
import java.util.List;

/** The currencies of the traffic, the most frequent first, each with its own decimals. */
public final class Currencies {
  /** ISO 4217 codes; every number of decimals stands here at least twice, 0, 2 and 3. */
  public static final List<String> CODES =
      List.of("INR", "USD", "EUR", "GBP", "JPY", "KWD", "SGD", "AED", "BHD", "KRW");

  private Currencies() {}

  /**
   * How many decimals amounts of a currency have.
   *
   * @throws IllegalArgumentException if it is no ISO 4217 currency
   */
  public static int decimals(String code) {
    return Currency.getInstance(code).getDefaultFractionDigits();
  }
}
