package dev.threeway.topology.flow;

import static dev.threeway.schemas.records.Source.CORE;
import static dev.threeway.schemas.records.Source.GATEWAY;
import static dev.threeway.schemas.records.Source.MOBILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.Keyspace;
import dev.threeway.topology.rules.RuleSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * When a deadline passes.
 *
 * <pre>
 *   first leg                    last leg allowed        deadline            forgotten
 *      |──────── window 5 min ────────|── grace 30 s ──|──── retention 24 h ────|
 * </pre>
 */
class TimeTest {
  private static final Duration TO_DEADLINE = FlowDriver.WINDOW.plus(FlowDriver.GRACE);
  private static final Duration MOMENT = Duration.ofMillis(300);

  private final UnreadInput input = new UnreadInput();
  private final FlowDriver flow = new FlowDriver(RuleSet.DEFAULT, input);

  TimeTest() {
    input.everythingHasBeenReadUpTo(Long.MAX_VALUE);
  }

  @AfterEach
  void close() {
    flow.close();
  }

  @Test
  void aQuietPartitionComesToItsDeadlineByTheWallClock() {
    flow.send(Events.core("T1"));
    flow.send(Events.gateway("T1"));
    flow.advance(TO_DEADLINE);
    assertThat(flow.mismatches()).isEmpty();

    flow.advance(MOMENT);
    assertThat(missing(flow.mismatches())).containsExactly("T1/MOBILE");
  }

  @Test
  void streamTimeBringsADeadlineBeforeTheWallClockDoes() {
    flow.send(Events.core("T1"));
    flow.advance(Duration.ofMinutes(1));
    flow.send(Events.at(CORE, "T2", TO_DEADLINE.plusMillis(1)));
    flow.advance(MOMENT);

    assertThat(missing(flow.mismatches())).containsExactly("T1/GATEWAY", "T1/MOBILE");
  }

  @Test
  void aDeadlineThatIsReachedButNotPassedIsNotOver() {
    flow.send(Events.core("T1"));
    flow.advance(Duration.ofMinutes(1));
    flow.send(Events.at(CORE, "T2", TO_DEADLINE));
    flow.jump(Duration.ZERO);

    assertThat(flow.mismatches()).isEmpty();
  }

  @Test
  void aTrickleOfOldRecordsCannotHoldADeadlineBack() {
    flow.send(Events.core("T1"));
    for (int second = 1; second <= 332; second++) {
      flow.advance(Duration.ofSeconds(1));
      flow.send(Events.at(CORE, "old-" + second, Duration.ofSeconds(-1)));
    }

    assertThat(missing(flow.mismatches())).contains("T1/GATEWAY", "T1/MOBILE");
  }

  @Test
  void aLegThatIsReadableButNotReadIsNotMissing() {
    input.everythingHasBeenReadUpTo(FlowDriver.START.toEpochMilli());
    flow.send(Events.core("T1"));
    flow.send(Events.gateway("T1"));
    flow.send(Events.at(CORE, "T2", Duration.ofMinutes(4)));
    flow.advance(Duration.ofMinutes(30));
    assertThat(flow.mismatches()).isEmpty();

    flow.send(Events.mobile("T1"));
    input.everythingHasBeenReadUpTo(Long.MAX_VALUE);
    flow.advance(MOMENT);
    assertThat(missing(flow.mismatches())).containsExactly("T2/GATEWAY", "T2/MOBILE");
  }

  @Test
  void anInstanceThatCatchesUpDoesNotDecideByTheWallClock() {
    input.everythingHasBeenReadUpTo(FlowDriver.START.toEpochMilli());
    flow.send(Events.core("T1"));
    flow.advance(Duration.ofHours(1));
    flow.send(Events.at(GATEWAY, "T1", Duration.ofSeconds(1)));
    flow.send(Events.at(MOBILE, "T1", Duration.ofSeconds(2)));
    input.everythingHasBeenReadUpTo(Long.MAX_VALUE);
    flow.advance(Duration.ofMinutes(10));

    assertThat(flow.mismatches()).isEmpty();
  }

  @Test
  void anEventFromTheFutureMovesNobodysTime() {
    flow.send(Events.core("T1"));
    flow.send(Events.at(CORE, "T2", Duration.ofDays(2)));
    flow.advance(Duration.ofMinutes(1));

    assertThat(flow.mismatches()).isEmpty();
    assertThat(flow.deadLetters()).hasSize(1);
  }

  @Test
  void aGroupThatIsOverdueFromItsFirstLegOnWaitsForLegsRightBehindIt() {
    flow.send(Events.at(CORE, "T0", Duration.ofMinutes(4)));
    flow.advance(Duration.ofMinutes(10));
    flow.mismatches();

    flow.send(Events.core("T1"));
    flow.send(Events.gateway("T1"));
    flow.send(Events.mobile("T1"));
    flow.advance(Duration.ofMinutes(1));
    assertThat(flow.mismatches()).isEmpty();

    flow.send(Events.core("T2"));
    flow.advance(MOMENT);
    assertThat(missing(flow.mismatches())).containsExactly("T2/GATEWAY", "T2/MOBILE");
  }

  @Test
  void anEarlierLegMovesTheDeadlineForward() {
    flow.send(Events.at(CORE, "T1", Duration.ofMinutes(2)));
    flow.send(Events.gateway("T1"));
    flow.advance(TO_DEADLINE.minus(Duration.ofMinutes(2)));
    assertThat(flow.mismatches().stream().map(each -> each.getType().name()))
        .containsExactly("TIMESTAMP");

    flow.advance(MOMENT);
    assertThat(missing(flow.mismatches())).containsExactly("T1/MOBILE");
  }

  @Test
  void aLegAfterTheDeadlineClosesItsBreak() {
    flow.send(Events.core("T1"));
    flow.send(Events.gateway("T1"));
    flow.advance(Duration.ofHours(2));
    assertThat(missing(flow.mismatches())).containsExactly("T1/MOBILE");

    flow.send(Events.mobile("T1"));
    List<Mismatch> closed = flow.mismatches();
    assertThat(closed).hasSize(1);
    assertThat(closed.get(0).getResolution()).isEqualTo(Resolution.AUTO_LATE_ARRIVAL);
    assertThat(closed.get(0).getVersion()).isEqualTo(2);
  }

  @Test
  void aGroupIsForgottenWithEveryIndexEntryAfterItsRetention() {
    flow.send(Events.core("T1"));
    flow.send(Events.amount(GATEWAY, "T1", "150.0000"));
    flow.advance(TO_DEADLINE.plus(MOMENT));
    flow.jump(FlowDriver.RETENTION);
    Duration justAfter = TO_DEADLINE.plus(FlowDriver.RETENTION).plusMillis(1);
    for (Source source : List.of(CORE, GATEWAY, MOBILE)) {
      flow.send(Events.at(source, "T2", justAfter));
    }
    flow.advance(MOMENT);

    assertThat(keys(Keyspace.MATCH_GROUPS)).containsExactly("T2");
    assertThat(keys(Keyspace.OPEN_BREAKS)).isEmpty();
    assertThat(keys(Keyspace.DEADLINES)).hasSize(1);
  }

  @Test
  void aLegWhoseGroupMayBeGoneIsExpired() {
    Duration late = TO_DEADLINE.plus(FlowDriver.RETENTION);
    flow.jump(late);
    flow.send(Events.at(CORE, "T2", late));
    flow.send(Events.core("at-the-edge"));
    flow.send(Events.at(CORE, "beyond", Duration.ofMillis(-1)));

    assertThat(flow.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.headers().lastHeader("dlq.reason").value())
                    .asString()
                    .isEqualTo("EXPIRED"));
  }

  private List<String> keys(Keyspace keyspace) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = flow.store(keyspace).all()) {
      all.forEachRemaining(entry -> keys.add(new String(entry.key.get(), StandardCharsets.UTF_8)));
    }
    return keys;
  }

  private static List<String> missing(List<Mismatch> mismatches) {
    return mismatches.stream()
        .filter(each -> each.getMissingSource() != null)
        .map(each -> each.getTxnId() + "/" + each.getMissingSource())
        .toList();
  }
}
