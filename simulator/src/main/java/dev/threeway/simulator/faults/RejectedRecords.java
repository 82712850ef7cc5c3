package dev.threeway.simulator.faults;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.simulator.truth.ExpectedBreak;
import dev.threeway.simulator.truth.Rejection;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Records that have to be rejected: each breaks exactly one rule. */
final class RejectedRecords {
  private static final Duration FAR_AHEAD = Duration.ofMinutes(15);

  /** Longer than any engine remembers a transaction. */
  private static final Duration LONG_AGO = Duration.ofDays(365);

  private static final BigDecimal OVER_THE_LIMIT = new BigDecimal("100000000000001");
  private static final List<String> NO_CURRENCIES = List.of("ZZZ", "BTC", "R$");

  /** A schema id that no registry has given away: ids are counted from 1. */
  private static final byte[] UNKNOWN_SCHEMA = {0, 0x7f, -1, -1, -1, 2, 4, 6};

  private static final byte[] CUT_SHORT = {0, 0, 0};

  private RejectedRecords() {}

  static void inject(Story story, Source source, SplittableRandom random) {
    Rejection[] reasons = Rejection.values();
    Rejection reason = reasons[random.nextInt(reasons.length)];
    // An engine that has read nothing else knows no stream time by which the record is too old.
    boolean instead = reason != Rejection.EXPIRED && random.nextBoolean();
    Leg bad = story.follow(story.leg(source), instead ? 0 : random.nextLong(20, 1_000));
    String what = spoil(bad, reason, random);
    story.expect(reason);
    if (instead) {
      story.silence(source);
      story.expect(ExpectedBreak.missing(source));
    }
    story.expect(
        FaultKind.REJECTED,
        "%s: %s sends %s %s"
            .formatted(reason, source, what, instead ? "instead of its report" : "as well"));
  }

  /** Makes a good record bad, for this reason and no other; says how. */
  static String spoil(Leg leg, Rejection reason, SplittableRandom random) {
    TransactionEvent event = leg.event;
    return switch (reason) {
      case UNREADABLE -> unreadable(leg, random);
      case NULL_KEY -> {
        leg.key = null;
        yield "a record without a key";
      }
      case NULL_VALUE -> {
        leg.event = null;
        yield "a record without a value";
      }
      case KEY_MISMATCH -> {
        leg.key = leg.txnId + "-other";
        yield "a key that is not the txn_id";
      }
      case WRONG_SOURCE -> {
        Source other = Story.another(leg.source, random);
        event.setSource(other);
        yield "a report of " + other;
      }
      case UNKNOWN_CURRENCY -> {
        event.setCurrency(NO_CURRENCIES.get(random.nextInt(NO_CURRENCIES.size())));
        yield "the currency " + event.getCurrency();
      }
      case INVALID_AMOUNT -> {
        event.setAmount(invalidAmount(event, random));
        yield "the amount " + Values.text(event);
      }
      case UNKNOWN_ENUM -> {
        event.setStatus(TransactionStatus.UNKNOWN);
        yield "the status UNKNOWN";
      }
      case INVALID_ID -> invalidId(leg, random);
      case FUTURE_EVENT -> {
        event.setEventTime(event.getEventTime().plus(FAR_AHEAD));
        yield "an event time 15 min ahead";
      }
      case EXPIRED -> {
        event.setEventTime(event.getEventTime().minus(LONG_AGO));
        yield "an event time 365 days ago";
      }
    };
  }

  private static String unreadable(Leg leg, SplittableRandom random) {
    leg.event = null;
    switch (random.nextInt(4)) {
      case 0 -> {
        leg.bytes = ("{\"txn_id\":\"" + leg.txnId + "\"}").getBytes(StandardCharsets.UTF_8);
        return "JSON";
      }
      case 1 -> {
        leg.bytes = UNKNOWN_SCHEMA;
        return "an unknown schema id";
      }
      case 2 -> {
        leg.bytes = CUT_SHORT;
        return "three bytes";
      }
      default -> {
        leg.bytes = new byte[0];
        return "an empty value";
      }
    }
  }

  private static BigDecimal invalidAmount(TransactionEvent event, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> BigDecimal.ZERO.setScale(event.getAmount().scale());
      case 1 -> event.getAmount().negate();
      case 2 -> {
        int decimals = Currencies.decimals(event.getCurrency()) + 1;
        yield event.getAmount().add(BigDecimal.ONE.movePointLeft(decimals));
      }
      default -> OVER_THE_LIMIT;
    };
  }

  private static String invalidId(Leg leg, SplittableRandom random) {
    String id =
        switch (random.nextInt(3)) {
          case 0 -> "";
          case 1 -> leg.txnId + "-" + "x".repeat(128);
          default -> leg.txnId + "\u0007";
        };
    leg.key = id;
    leg.event.setTxnId(id);
    return id.isEmpty()
        ? "an empty txn_id"
        : id.length() > 128 ? "a txn_id of " + id.length() + " bytes" : "a txn_id with a bell";
  }
}
