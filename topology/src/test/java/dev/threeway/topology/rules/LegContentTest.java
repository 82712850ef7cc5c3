package dev.threeway.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.records.TransactionType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts as the same report, and how a contradiction is put into words. */
class LegContentTest {
  private static final Leg ON_FILE =
      new Leg(
          Source.CORE,
          "E1",
          1_000_000,
          "USD",
          TransactionStatus.SUCCESS,
          Legs.NINE,
          "ACC-1",
          "B1",
          Channel.ATM,
          TransactionType.PAYMENT,
          "R1",
          "D1",
          new Position(Source.CORE, 0, 1));

  record Difference(Leg other, String text) {}

  @Test
  void theEventIdAndThePlaceOfAReportAreNoPartOfItsContent() {
    Leg again = changed("E2", 1_000_000, "USD", "ACC-1", "B1", "R1", "D1");

    assertThat(ON_FILE.sameContentAs(again)).isTrue();
    assertThat(ConflictText.of(ON_FILE, again)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("differences")
  void everyOtherFieldIs(Difference difference) {
    assertThat(ON_FILE.sameContentAs(difference.other())).isFalse();
    assertThat(difference.other().sameContentAs(ON_FILE)).isFalse();
    assertThat(ConflictText.of(ON_FILE, difference.other())).isEqualTo(difference.text());
  }

  @Test
  void aLegOfAnotherSourceIsNotTheSameReport() {
    assertThat(Legs.core().leg().sameContentAs(Legs.gateway().leg())).isFalse();
  }

  @Test
  void allDifferencesAreNamedInTheOrderOfTheSchema() {
    assertThat(ConflictText.of(ON_FILE, changed("E2", 1_200_000, "USD", "ACC-2", null, "R1", "D2")))
        .isEqualTo(
            "amount 100.00 | 120.00; account_id ACC-1 | ACC-2; bank_code B1 | null;"
                + " description D1 | D2");
  }

  static Stream<Difference> differences() {
    return Stream.concat(
        Stream.of(
            new Difference(
                changed("E1", 1_200_000, "USD", "ACC-1", "B1", "R1", "D1"),
                "amount 100.00 | 120.00"),
            new Difference(
                changed("E1", 1_000_000, "EUR", "ACC-1", "B1", "R1", "D1"), "currency USD | EUR"),
            new Difference(
                changed("E1", 1_000_000, "USD", "ACC-2", "B1", "R1", "D1"),
                "account_id ACC-1 | ACC-2"),
            new Difference(
                changed("E1", 1_000_000, "USD", "ACC-1", null, "R1", "D1"), "bank_code B1 | null"),
            new Difference(
                changed("E1", 1_000_000, "USD", "ACC-1", "B1", "R2", "D1"),
                "reference_number R1 | R2"),
            new Difference(
                changed("E1", 1_000_000, "USD", "ACC-1", "B1", "R1", null),
                "description D1 | null")),
        List.of(
            new Difference(
                enums(TransactionStatus.FAILED, Channel.ATM, TransactionType.PAYMENT, 0),
                "status SUCCESS | FAILED"),
            new Difference(
                enums(TransactionStatus.SUCCESS, null, TransactionType.PAYMENT, 0),
                "channel ATM | null"),
            new Difference(
                enums(TransactionStatus.SUCCESS, Channel.ATM, TransactionType.REFUND, 0),
                "transaction_type PAYMENT | REFUND"),
            new Difference(
                enums(TransactionStatus.SUCCESS, Channel.ATM, TransactionType.PAYMENT, 1),
                "event_time 2026-03-01T09:00:00.000Z | 2026-03-01T09:00:00.001Z"))
            .stream());
  }

  private static Leg changed(
      String eventId,
      long amount,
      String currency,
      String account,
      String bankCode,
      String reference,
      String description) {
    return new Leg(
        Source.CORE,
        eventId,
        amount,
        currency,
        TransactionStatus.SUCCESS,
        Legs.NINE,
        account,
        bankCode,
        Channel.ATM,
        TransactionType.PAYMENT,
        reference,
        description,
        new Position(Source.CORE, 0, 2));
  }

  private static Leg enums(
      TransactionStatus status, Channel channel, TransactionType type, long later) {
    return new Leg(
        Source.CORE,
        "E1",
        1_000_000,
        "USD",
        status,
        Legs.NINE + later,
        "ACC-1",
        "B1",
        channel,
        type,
        "R1",
        "D1",
        new Position(Source.CORE, 0, 2));
  }
}
