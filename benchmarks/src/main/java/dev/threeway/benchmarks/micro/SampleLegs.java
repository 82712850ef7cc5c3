package dev.threeway.benchmarks.micro;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.Money;
import dev.threeway.topology.rules.Position;
import java.math.BigDecimal;
import java.time.Instant;

/** Reports of one payment, as long as those of the simulator. */
final class SampleLegs {
  static final String TXN_ID = "TXN-0000000001";
  static final long NOW = Instant.parse("2026-03-01T09:00:00Z").toEpochMilli();

  private static final BigDecimal AMOUNT = new BigDecimal("123.4500");

  private SampleLegs() {}

  static TransactionEvent event(Source source) {
    return new TransactionEvent(
        source + "-" + TXN_ID,
        TXN_ID,
        source,
        AMOUNT,
        "USD",
        TransactionStatus.SUCCESS,
        Instant.ofEpochMilli(NOW),
        "AC100000000000",
        "NRTHINBB",
        null,
        null,
        "REF100000000000",
        null);
  }

  static Leg leg(Source source, String amount) {
    TransactionEvent event = event(source);
    return new Leg(
        source,
        event.getEventId(),
        Money.toUnits(new BigDecimal(amount)),
        event.getCurrency(),
        event.getStatus(),
        NOW,
        event.getAccountId(),
        event.getBankCode(),
        null,
        null,
        event.getReferenceNumber(),
        null,
        new Position(source, 0, 1));
  }
}
