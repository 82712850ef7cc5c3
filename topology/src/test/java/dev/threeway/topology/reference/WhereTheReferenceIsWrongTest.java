package dev.threeway.topology.reference;

import static dev.threeway.schemas.records.Source.CORE;
import static dev.threeway.schemas.records.Source.GATEWAY;
import static dev.threeway.schemas.records.Source.MOBILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.topology.flow.Events;
import dev.threeway.topology.flow.FlowDriver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Where the joins of the DSL are wrong, on kafka-streams 4.3.1, and what the engine says instead:
 * the reason why the engine has a join of its own. A test here that fails after an upgrade is good
 * news about the DSL.
 *
 * <pre>
 *   0:00                    5:00      5:30
 *    |──────── window ────────|─ grace ─|
 * </pre>
 */
class WhereTheReferenceIsWrongTest {
  private static final Duration TO_DEADLINE = FlowDriver.WINDOW.plus(FlowDriver.GRACE);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ReferenceDriver chain = ReferenceDriver.chain(ReferenceDriver.SECOND_GRACE);
  private final ReferenceDriver chainOfEqualGraces = ReferenceDriver.chain(FlowDriver.GRACE);
  private final ReferenceDriver pairwise = ReferenceDriver.pairwise();
  private final FlowDriver engine = new FlowDriver();

  @AfterEach
  void close() {
    chain.close();
    chainOfEqualGraces.close();
    pairwise.close();
    engine.close();
  }

  @Test
  void theChainSaysNothingOfALonelyLegWhileItsInputIsIdle() {
    send(Events.core("T1"));
    advance(Duration.ofMinutes(10));
    assertThat(chain.verdicts()).isEmpty();
    assertThat(engineBreaks()).containsExactly("T1: GATEWAY is missing", "T1: MOBILE is missing");

    advance(Duration.ofDays(1));
    assertThat(chain.verdicts()).isEmpty();
  }

  /** The first record makes the first join hand the leg on, the second makes the second join. */
  @Test
  void theChainSpeaksOfALonelyLegOnlyWhenTwoMoreHaveCome() {
    send(Events.core("T1"));
    advance(Duration.ofDays(1));
    send(Events.at(CORE, "T2", Duration.ofDays(1)));
    assertThat(chain.verdicts()).isEmpty();

    advance(Duration.ofDays(1));
    send(Events.at(CORE, "T3", Duration.ofDays(2)));
    assertThat(chain.verdicts()).containsExactly("T1: CORE agree");
  }

  /**
   * KAFKA-19536: a leg older than stream time - window is called lonely at once, although its
   * partners may come for the length of the grace.
   */
  @Test
  void theChainCallsALegLonelyInsideItsGraceIfItComesOutOfOrder() {
    Duration insideTheGrace = FlowDriver.WINDOW.plusSeconds(10);
    advance(insideTheGrace);
    for (Source source : List.of(CORE, GATEWAY, MOBILE)) {
      send(Events.at(source, "T0", insideTheGrace));
    }
    assertThat(chain.verdicts()).containsExactly("T0: CORE+GATEWAY+MOBILE agree");

    send(Events.core("T1"));
    assertThat(chain.verdicts()).containsExactly("T1: CORE agree");

    send(Events.gateway("T1"));
    send(Events.mobile("T1"));
    assertThat(chain.verdicts())
        .containsExactly(
            "T1: CORE+GATEWAY agree", "T1: CORE+MOBILE agree", "T1: CORE+GATEWAY+MOBILE agree");

    advance(Duration.ofHours(1));
    assertThat(engineBreaks()).isEmpty();
    assertThat(engineResults()).containsExactly("T0: MATCHED v1", "T1: MATCHED v1");
  }

  @Test
  void theChainGivesTwoVerdictsIfItsSecondGraceIsNotTheLongerOne() {
    send(Events.mobile("T1"));
    send(Events.at(CORE, "T1", SECOND));
    Duration later = TO_DEADLINE.plusSeconds(10);
    advance(later);
    send(Events.at(MOBILE, "T2", later));
    send(Events.at(CORE, "T2", later));

    assertThat(chainOfEqualGraces.verdicts())
        .containsExactly("T1: MOBILE agree", "T1: CORE+MOBILE agree");
    assertThat(chain.verdicts()).containsExactly("T1: CORE+MOBILE agree");
    assertThat(engineBreaks()).containsExactly("T1: GATEWAY is missing");
  }

  /** The pair of CORE and GATEWAY stands at the later of their times. */
  @Test
  void theChainGivesTwoVerdictsIfTheFirstAndTheLastLegAreFurtherApartThanTheWindow() {
    Duration last = FlowDriver.WINDOW.plusSeconds(20);
    send(Events.mobile("T1"));
    advance(Duration.ofMinutes(3));
    send(Events.at(CORE, "T1", Duration.ofMinutes(3)));
    advance(last.minus(Duration.ofMinutes(3)));
    send(Events.at(GATEWAY, "T1", last));
    driveOn();

    assertThat(verdictsOn("T1", chain))
        .containsExactly("T1: MOBILE agree", "T1: CORE+GATEWAY differ in TIMESTAMP");
    assertThat(engineBreaks()).containsExactly("T1: TIMESTAMP OPEN v1", "T1: TIMESTAMP OPEN v2");
    assertThat(engineResults()).first().isEqualTo("T1: MISMATCHED v1");
  }

  @Test
  void theChainGivesASecondVerdictOnALateLegWhereTheEngineClosesItsBreak() {
    send(Events.core("T1"));
    send(Events.mobile("T1"));
    Duration later = TO_DEADLINE.plusSeconds(10);
    advance(later);
    send(Events.at(CORE, "T2", later));
    assertThat(chain.verdicts()).containsExactly("T1: CORE+MOBILE agree");
    assertThat(engineBreaks()).containsExactly("T1: GATEWAY is missing");

    send(Events.gateway("T1"));
    assertThat(chain.verdicts()).containsExactly("T1: CORE+GATEWAY+MOBILE agree");
    assertThat(engineBreaks()).containsExactly("T1: GATEWAY has come");
  }

  @Test
  void thePairwiseJoinsSayNothingOfALonelyLegHoweverMuchComesAfterIt() {
    send(Events.core("T1"));
    driveOn();

    assertThat(verdictsOn("T1", pairwise)).isEmpty();
    assertThat(verdictsOn("T1", chain)).containsExactly("T1: CORE agree");
  }

  @Test
  void thePairwiseJoinsCannotTellAMissingLegFromOneThatIsOnItsWay() {
    send(Events.core("T1"));
    send(Events.gateway("T1"));
    assertThat(pairwise.verdicts()).containsExactly("T1: CORE+GATEWAY agree");

    driveOn();
    assertThat(verdictsOn("T1", pairwise)).isEmpty();
    assertThat(engineBreaks()).containsExactly("T1: MOBILE is missing");
  }

  @Test
  void thePairwiseJoinsSpeakThreeTimesOfOneCompleteTransaction() {
    send(Events.core("T1"));
    send(Events.gateway("T1"));
    send(Events.mobile("T1"));

    assertThat(pairwise.verdicts())
        .containsExactly(
            "T1: CORE+GATEWAY agree",
            "T1: CORE+GATEWAY+MOBILE agree",
            "T1: CORE+GATEWAY+MOBILE agree");
    assertThat(engineResults()).containsExactly("T1: MATCHED v1");
  }

  /** Complete transactions, late enough for every window of the chain to close. */
  private void driveOn() {
    for (int round = 1; round <= 2; round++) {
      advance(Duration.ofHours(1));
      Duration now = Duration.between(FlowDriver.START, engine.now());
      for (Source source : List.of(CORE, GATEWAY, MOBILE)) {
        send(Events.at(source, "later-" + round, now));
        advance(SECOND.multipliedBy(2));
      }
    }
  }

  private void send(TransactionEvent leg) {
    chain.send(leg);
    chainOfEqualGraces.send(leg);
    pairwise.send(leg);
    engine.send(leg);
  }

  private void advance(Duration duration) {
    chain.advance(duration);
    chainOfEqualGraces.advance(duration);
    pairwise.advance(duration);
    engine.jump(duration);
  }

  private List<String> engineBreaks() {
    return engine.mismatches().stream().map(WhereTheReferenceIsWrongTest::text).toList();
  }

  private List<String> engineResults() {
    return engine.results().stream()
        .map(each -> each.getTxnId() + ": " + each.getStatus() + " v" + each.getVersion())
        .toList();
  }

  private static List<String> verdictsOn(String txnId, ReferenceDriver reference) {
    return reference.verdicts().stream().filter(each -> each.startsWith(txnId)).toList();
  }

  private static String text(Mismatch value) {
    String name = value.getTxnId() + ": ";
    if (value.getMissingSource() == null) {
      return name + value.getType() + " " + value.getState() + " v" + value.getVersion();
    }
    return name
        + value.getMissingSource()
        + (value.getState() == BreakState.OPEN ? " is missing" : " has come");
  }
}
