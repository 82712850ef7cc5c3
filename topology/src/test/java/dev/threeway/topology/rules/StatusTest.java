package dev.threeway.topology.rules;

import static dev.threeway.schemas.records.BreakType.STATUS;
import static dev.threeway.schemas.records.GroupStatus.MATCHED;
import static dev.threeway.schemas.records.GroupStatus.MATCHED_WITHIN_TOLERANCE;
import static dev.threeway.schemas.records.TransactionStatus.FAILED;
import static dev.threeway.schemas.records.TransactionStatus.PENDING;
import static dev.threeway.topology.rules.Legs.core;
import static dev.threeway.topology.rules.Legs.gateway;
import static dev.threeway.topology.rules.Legs.mobile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The status of a group, and which of its changes are worth a result. */
class StatusTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void threePendingLegsThatAgreeMatchBeforeAndAfterTheDeadline() {
    History history =
        History.of(core().status(PENDING), gateway().status(PENDING), mobile().status(PENDING));
    assertThat(history.group().status()).isEqualTo(MATCHED);

    history.deadline();
    assertThat(history.group().status()).isEqualTo(MATCHED);
    assertThat(history.versions()).isEmpty();
  }

  @Test
  void failedAgainstPendingWaitsForTheDeadlineToo() {
    History history = History.of(core().status(FAILED), gateway().status(PENDING));
    assertThat(history.versions()).isEmpty();

    history.leg(mobile().status(FAILED)).deadline();
    assertThat(history.versions()).containsExactly("STATUS v1 OPEN");
    Finding finding = history.last(STATUS).finding();
    assertThat(finding.coreValue()).isEqualTo("FAILED");
    assertThat(finding.gatewayValue()).isEqualTo("PENDING");
  }

  @ParameterizedTest
  @CsvSource({"100.01, 100.00, 100.00", "100.00, 100.01, 100.00", "100.00, 100.00, 100.01"})
  void anyAmountThatDiffersInsideTheToleranceCountsAsThat(
      String core, String gateway, String mobile) {
    History history =
        History.of(core().amount(core), gateway().amount(gateway), mobile().amount(mobile));

    assertThat(history.group().status()).isEqualTo(MATCHED_WITHIN_TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void aCompleteGroupIsNotSettledWhileAnyLegIsPending(Source pending) {
    History history = new History();
    for (Legs leg : List.of(core(), gateway(), mobile())) {
      history.leg(leg.source() == pending ? leg.status(PENDING) : leg);
    }

    assertThat(history.group().isComplete()).isTrue();
    assertThat(history.group().isSettled()).isFalse();
    assertThat(History.of(core(), gateway(), mobile()).group().isSettled()).isTrue();
  }

  @Test
  void theDeadlineOfAGroupIsPassedOnceAndNeverForOneThatIsSettled() {
    Matching matching = new Matching(RuleSet.DEFAULT, History.TIMING);
    MatchGroup settled = History.of(core(), gateway(), mobile()).group();
    MatchGroup open = History.of(core()).group();

    assertThat(matching.onDeadline(settled, 1).changed()).isFalse();
    Decision first = matching.onDeadline(open, 1);
    assertThat(first.changed()).isTrue();
    assertThat(matching.onDeadline(first.group(), 2).changed()).isFalse();
  }

  @Test
  void theDeadlineLiesWindowAndGraceAfterTheEarliestLeg() {
    History history = History.of(core().after(SECOND));
    assertThat(history.group().deadline()).isEqualTo(Legs.NINE + 1_000 + 330_000);

    history.leg(gateway());
    assertThat(history.group().deadline()).isEqualTo(Legs.NINE + 330_000);
  }

  @Test
  void aChangeOfTheStatusAloneIsAResult() {
    History history = History.of(core(), gateway().status(PENDING).amount("90.00"), mobile());
    history.leg(gateway().status(PENDING));
    assertThat(published(history, gateway().after(SECOND))).isTrue();
    assertThat(history.group().status()).isEqualTo(MATCHED);

    history =
        History.of(core().status(PENDING), gateway().status(PENDING), mobile().status(PENDING));
    assertThat(published(history, gateway().status(PENDING).amount("100.01"))).isTrue();
    assertThat(history.group().status()).isEqualTo(MATCHED_WITHIN_TOLERANCE);
  }

  @Test
  void aChangeOfTheNumberOfOpenBreaksAloneIsAResult() {
    assertThat(published(mismatched(), gateway().amount("90.00").account("X"))).isTrue();
  }

  @Test
  void aChangeOfTheNumberOfLegsAloneIsAResult() {
    assertThat(published(mismatched(), mobile())).isTrue();
  }

  @Test
  void aChangeOfTheAmountOrTheCurrencyOnFileAloneIsAResult() {
    History amount = History.of(core().status(PENDING), gateway().status(PENDING).amount("90.00"));
    assertThat(published(amount, core().status(PENDING).amount("110.00"))).isTrue();

    History currency = History.of(core().status(PENDING), gateway().currency("EUR"));
    assertThat(published(currency, core().status(PENDING).currency("GBP"))).isTrue();
  }

  @Test
  void aChangeThatTheResultDoesNotSpeakOfIsNone() {
    History history = History.of(core(), gateway().status(PENDING).amount("90.00"));

    assertThat(published(history, gateway().status(PENDING).amount("80.00"))).isFalse();
    assertThat(history.versions()).containsExactly("AMOUNT v1 OPEN", "AMOUNT v2 OPEN");
    assertThat(history.group().resultVersion()).isEqualTo(1);
  }

  @Test
  void aFirstResultWaitsUntilTheGroupLeavesPending() {
    History history = new History();
    List<GroupStatus> published = new ArrayList<>();
    for (Legs leg : List.of(core(), gateway(), mobile())) {
      if (published(history, leg)) {
        published.add(history.group().status());
      }
    }

    assertThat(published).containsExactly(MATCHED);
  }

  private static History mismatched() {
    return History.of(core(), gateway().amount("90.00"));
  }

  private static boolean published(History history, Legs leg) {
    int before = history.results();
    history.leg(leg);
    return history.results() > before;
  }
}
