package dev.threeway.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.simulator.truth.Rejection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectedRecordsTest {
  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
  private static final Timing TIMING = new Timing(300_000, 30_000, 5_000, 1_500);

  private static final Map<Rejection, Set<String>> WAYS =
      Map.ofEntries(
          Map.entry(
              Rejection.UNREADABLE,
              Set.of("JSON", "an unknown schema id", "three bytes", "an empty value")),
          Map.entry(Rejection.NULL_KEY, Set.of("a record without a key")),
          Map.entry(Rejection.NULL_VALUE, Set.of("a record without a value")),
          Map.entry(Rejection.KEY_MISMATCH, Set.of("a key that is not the txn_id")),
          Map.entry(Rejection.WRONG_SOURCE, Set.of("a report of CORE", "a report of MOBILE")),
          Map.entry(
              Rejection.UNKNOWN_CURRENCY,
              Set.of("the currency ZZZ", "the currency BTC", "the currency R$")),
          Map.entry(
              Rejection.INVALID_AMOUNT,
              Set.of(
                  "the amount 0.00 USD",
                  "the amount -250.00 USD",
                  "the amount 250.001 USD",
                  "the amount 100000000000001 USD")),
          Map.entry(Rejection.UNKNOWN_ENUM, Set.of("the status UNKNOWN")),
          Map.entry(
              Rejection.INVALID_ID,
              Set.of("an empty txn_id", "a txn_id of 131 bytes", "a txn_id with a bell")),
          Map.entry(Rejection.FUTURE_EVENT, Set.of("an event time 15 min ahead")),
          Map.entry(Rejection.EXPIRED, Set.of("an event time 365 days ago")));

  private static Leg leg() {
    return new Leg(
        Source.GATEWAY,
        new TransactionEvent(
            "T1-gateway-1",
            "T1",
            Source.GATEWAY,
            new BigDecimal("250.00"),
            "USD",
            TransactionStatus.SUCCESS,
            START,
            "AC105",
            null,
            null,
            null,
            null,
            null),
        START.toEpochMilli());
  }

  @ParameterizedTest
  @EnumSource(Rejection.class)
  void spoils_a_record_in_every_way_that_the_reason_has(Rejection reason) {
    Set<String> ways = new TreeSet<>();
    for (int seed = 0; seed < 200; seed++) {
      ways.add(RejectedRecords.spoil(leg(), reason, new SplittableRandom(seed)));
    }
    assertThat(ways).isEqualTo(WAYS.get(reason));
  }

  @ParameterizedTest
  @EnumSource(Rejection.class)
  void gives_the_engine_this_reason_and_no_other(Rejection reason) {
    for (int seed = 0; seed < 200; seed++) {
      Leg leg = leg();
      RejectedRecords.spoil(leg, reason, new SplittableRandom(seed));
      Oracle oracle = Oracle.read(TIMING, List.of(leg));
      assertThat(oracle.deadLetters()).isEqualTo(Map.of(reason, 1));
    }
  }
}
