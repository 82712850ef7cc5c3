package dev.threeway.topology.rules;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Legs for the tests of the rules: 100.00 USD, SUCCESS, at 09:00, unless a test says otherwise. */
record Legs(
    Source source,
    String amount,
    String currency,
    TransactionStatus status,
    Duration afterNine,
    String account,
    Channel channel,
    String description) {
  static final long NINE = Instant.parse("2026-03-01T09:00:00Z").toEpochMilli();

  Legs(
      Source source,
      String amount,
      String currency,
      TransactionStatus status,
      Duration afterNine,
      String account,
      String description) {
    this(source, amount, currency, status, afterNine, account, null, description);
  }

  static Legs core() {
    return from(Source.CORE);
  }

  static Legs gateway() {
    return from(Source.GATEWAY);
  }

  static Legs mobile() {
    return from(Source.MOBILE);
  }

  private static Legs from(Source source) {
    return new Legs(
        source, "100.00", "USD", TransactionStatus.SUCCESS, Duration.ZERO, "ACC-1", null);
  }

  Legs amount(String other) {
    return new Legs(source, other, currency, status, afterNine, account, channel, description);
  }

  Legs currency(String other) {
    return new Legs(source, amount, other, status, afterNine, account, channel, description);
  }

  Legs status(TransactionStatus other) {
    return new Legs(source, amount, currency, other, afterNine, account, channel, description);
  }

  Legs after(Duration other) {
    return new Legs(source, amount, currency, status, other, account, channel, description);
  }

  Legs account(String other) {
    return new Legs(source, amount, currency, status, afterNine, other, channel, description);
  }

  Legs channel(Channel other) {
    return new Legs(source, amount, currency, status, afterNine, account, other, description);
  }

  Legs description(String other) {
    return new Legs(source, amount, currency, status, afterNine, account, channel, other);
  }

  Leg leg() {
    return new Leg(
        source,
        "event-of-" + source,
        Money.toUnits(new BigDecimal(amount)),
        currency,
        status,
        NINE + afterNine.toMillis(),
        account,
        null,
        channel,
        null,
        null,
        description,
        new Position(source, 0, source.ordinal()));
  }
}
