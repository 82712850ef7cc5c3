package dev.threeway.sink.values;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;

/**
 * The limits of PostgreSQL's types. A value beyond them would fail the sink's task for good, as the
 * dead-letter topic takes only what the converter refuses; so the converter refuses it.
 */
public final class Storable {
  private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+294275-12-31T23:59:59.999Z");

  private Storable() {}

  /**
   * A text as its column holds it.
   *
   * @throws UnstorableValueException if it holds the character U+0000
   */
  public static String text(CharSequence text) throws UnstorableValueException {
    String string = text.toString();
    if (string.indexOf('\0') >= 0) {
      throw new UnstorableValueException("PostgreSQL cannot store the character U+0000");
    }
    return string;
  }

  /**
   * A decimal as its column holds it.
   *
   * @param precision how many digits the column has
   * @param scale how many of them are decimals
   * @throws UnstorableValueException if the column has not that many digits
   */
  public static BigDecimal decimal(BigDecimal decimal, int precision, int scale)
      throws UnstorableValueException {
    if (decimal.precision() - decimal.scale() > precision - scale
        || decimal.stripTrailingZeros().scale() > scale) {
      throw new UnstorableValueException(
          "a decimal of %d digits, %d of them decimals, does not fit %d and %d"
              .formatted(decimal.precision(), decimal.scale(), precision, scale));
    }
    return decimal.setScale(scale);
  }

  /**
   * A time as its column holds it.
   *
   * @throws UnstorableValueException if it is too far from today
   */
  public static Date instant(Instant instant) throws UnstorableValueException {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new UnstorableValueException("PostgreSQL cannot store a time so far from today");
    }
    return Date.from(instant);
  }
}
