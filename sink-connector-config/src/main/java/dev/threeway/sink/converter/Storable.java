package dev.threeway.sink.converter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;

/**
 * The limits of PostgreSQL's types. A value beyond them would fail the sink's task for good, as the
 * dead-letter topic takes only what the converter refuses; so the converter refuses it.
 */
final class Storable {
  private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+294275-12-31T23:59:59.999Z");

  private Storable() {}

  static String text(CharSequence text) throws UnstorableValueException {
    String string = text.toString();
    if (string.indexOf('\0') >= 0) {
      throw new UnstorableValueException("PostgreSQL cannot store the character U+0000");
    }
    return string;
  }

  static BigDecimal decimal(BigDecimal decimal, int precision) throws UnstorableValueException {
    if (decimal.precision() > precision) {
      throw new UnstorableValueException(
          "a decimal of %d digits, %d at most".formatted(decimal.precision(), precision));
    }
    return decimal;
  }

  static Date instant(Instant instant) throws UnstorableValueException {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new UnstorableValueException("PostgreSQL cannot store a time so far from today");
    }
    return Date.from(instant);
  }
}
