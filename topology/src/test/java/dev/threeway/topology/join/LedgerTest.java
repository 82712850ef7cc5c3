package dev.threeway.topology.join;

import static dev.threeway.schemas.records.GroupStatus.MATCHED;
import static dev.threeway.schemas.records.GroupStatus.MISMATCHED;
import static dev.threeway.schemas.records.GroupStatus.PENDING;
import static dev.threeway.schemas.records.Source.CORE;
import static dev.threeway.schemas.records.Source.GATEWAY;
import static dev.threeway.schemas.records.Source.MOBILE;
import static dev.threeway.topology.join.Samples.NINE;
import static dev.threeway.topology.join.Samples.decision;
import static dev.threeway.topology.join.Samples.group;
import static dev.threeway.topology.join.Samples.open;
import static dev.threeway.topology.join.Samples.resolved;
import static dev.threeway.topology.join.Samples.withBreaks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals.Place;
import dev.threeway.topology.rules.LegOutcome;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.RejectionReason;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** The clock and the counters of a partition, and what of them is stored. */
class LedgerTest {
  private static final long MINUTE = 60_000;
  private static final long THIS_MINUTE = NINE / MINUTE;

  private final KeyValueStore<Bytes, byte[]> store = MemoryStore.empty(Keyspace.TOTALS.toString());
  private final Ledger ledger = new Ledger(store);

  @Test
  void everyRecordIsCountedForItsSourceAndItsMinute() {
    ledger.consumed(CORE, NINE);
    ledger.consumed(CORE, NINE + MINUTE - 1);
    ledger.consumed(MOBILE, NINE);
    ledger.counted(CORE, LegOutcome.FIRST_REPORT);
    ledger.rejected(MOBILE, RejectionReason.EXPIRED);
    ledger.save();

    assertThat(control(CORE).consumed()).isEqualTo(2);
    assertThat(control(CORE).counted(LegOutcome.FIRST_REPORT)).isEqualTo(1);
    assertThat(control(MOBILE).counted(RejectionReason.EXPIRED)).isEqualTo(1);
    assertThat(minute(THIS_MINUTE).legs(CORE)).isEqualTo(2);
    assertThat(minute(THIS_MINUTE).legs(MOBILE)).isEqualTo(1);
  }

  @Test
  void nothingIsStoredBeforeItIsSavedAndOnlyWhatHasChanged() {
    ledger.consumed(CORE, NINE);
    ledger.consumed(CORE, NINE + 1);
    assertThat(MemoryStore.keys(store)).isEmpty();

    ledger.save();
    assertThat(MemoryStore.keys(store))
        .containsExactly(Ledger.CLOCK_KEY, ControlTotals.key(CORE), MinuteTotals.key(THIS_MINUTE));

    store.delete(ControlTotals.key(CORE));
    store.delete(MinuteTotals.key(THIS_MINUTE));
    ledger.save();
    assertThat(MemoryStore.keys(store)).containsExactly(Ledger.CLOCK_KEY);
  }

  @Test
  void aLedgerGoesOnFromWhatIsStored() {
    ledger.clock().observe(5, NINE);
    ledger.consumed(GATEWAY, NINE);
    ledger.save();
    Ledger restored = new Ledger(store);
    restored.consumed(GATEWAY, NINE);
    restored.save();

    assertThat(restored.clock().streamTime()).isEqualTo(5);
    assertThat(control(GATEWAY).consumed()).isEqualTo(2);
    assertThat(minute(THIS_MINUTE).legs(GATEWAY)).isEqualTo(2);
  }

  @Test
  void aMinuteIsStoredWhenTheNextOneBegins() {
    ledger.consumed(CORE, NINE);
    ledger.consumed(CORE, NINE + MINUTE);

    assertThat(minute(THIS_MINUTE).legs(CORE)).isEqualTo(1);

    ledger.save();
    assertThat(minute(THIS_MINUTE + 1).legs(CORE)).isEqualTo(1);
  }

  @Test
  void aMinuteThatWasSavedIsNotStoredAgainWhenTheNextOneBegins() {
    ledger.consumed(CORE, NINE);
    ledger.save();
    store.delete(MinuteTotals.key(THIS_MINUTE));
    ledger.consumed(CORE, NINE + MINUTE);

    assertThat(store.get(MinuteTotals.key(THIS_MINUTE))).isNull();
  }

  @Test
  void minutesAreKeptForSevenDays() {
    long days = Duration.ofDays(7).toMinutes();
    for (long each : new long[] {0, 1, 2}) {
      store.put(MinuteTotals.key(each), new MinuteTotals().encode());
    }
    ledger.consumed(CORE, (days + 2) * MINUTE);

    assertThat(MemoryStore.keys(store)).containsExactly(MinuteTotals.key(2));
  }

  @Test
  void theFirstLegOfAGroupStandsAmongThePending() {
    ledger.decided(null, decision(group(PENDING, NINE, CORE)), NINE, NINE);
    ledger.save();

    assertThat(control(CORE).count(Place.PENDING_GROUP)).isEqualTo(1);
    assertThat(minute(THIS_MINUTE).reached(PENDING)).isEqualTo(1);
  }

  @Test
  void theLegsOfAGroupMoveWithItsStatus() {
    MatchGroup two = group(PENDING, NINE, CORE, GATEWAY);
    ledger.decided(null, decision(two), NINE, NINE);
    ledger.decided(two, decision(group(MATCHED, NINE, CORE, GATEWAY, MOBILE)), NINE, NINE);
    ledger.save();

    for (Source source : new Source[] {CORE, GATEWAY, MOBILE}) {
      assertThat(control(source).count(Place.PENDING_GROUP)).as("%s", source).isZero();
      assertThat(control(source).count(Place.MATCHED_GROUP)).as("%s", source).isEqualTo(1);
    }
    assertThat(minute(THIS_MINUTE).reached(MATCHED)).isEqualTo(1);
  }

  @Test
  void aStatusThatStaysIsNotReachedAgain() {
    MatchGroup before = group(PENDING, NINE, CORE);
    ledger.decided(before, decision(group(PENDING, NINE, CORE, GATEWAY)), NINE, NINE);
    ledger.save();

    assertThat(minuteValue()).isNull();
  }

  @Test
  void aBreakIsCountedWhenItOpensAndWhenItIsResolvedAndNotInBetween() {
    MatchGroup none = group(PENDING, NINE, CORE, GATEWAY);
    MatchGroup broken =
        withBreaks(group(MISMATCHED, NINE, CORE, GATEWAY), open(BreakType.AMOUNT, NINE));
    ledger.decided(none, decision(broken, open(BreakType.AMOUNT, NINE)), NINE, NINE);
    ledger.decided(broken, decision(broken, open(BreakType.AMOUNT, NINE)), NINE, NINE);
    ledger.decided(broken, decision(none, resolved(BreakType.AMOUNT, NINE)), NINE, NINE);
    ledger.save();

    assertThat(minute(THIS_MINUTE).opened(BreakType.AMOUNT)).isEqualTo(1);
    assertThat(minute(THIS_MINUTE).resolved(BreakType.AMOUNT)).isEqualTo(1);
  }

  @Test
  void aBreakThatComesWithTheFirstLegAndOneThatIsOpenedAgainAreCounted() {
    MatchGroup closed =
        withBreaks(group(MATCHED, NINE, CORE, GATEWAY), resolved(BreakType.AMOUNT, NINE));
    ledger.decided(null, decision(closed, open(BreakType.AMOUNT, NINE)), NINE, NINE);
    ledger.decided(closed, decision(closed, open(BreakType.AMOUNT, NINE)), NINE, NINE);
    ledger.save();

    assertThat(minute(THIS_MINUTE).opened(BreakType.AMOUNT)).isEqualTo(2);
  }

  @Test
  void theLegsOfAPurgedGroupAreStillAccountedFor() {
    MatchGroup matched = group(MATCHED, NINE, CORE, MOBILE);
    ledger.decided(null, decision(matched), NINE, NINE);
    ledger.purged(matched);
    ledger.save();

    assertThat(control(CORE).count(Place.MATCHED_GROUP)).isZero();
    assertThat(control(CORE).count(Place.PURGED_GROUP)).isEqualTo(1);
    assertThat(control(MOBILE).count(Place.PURGED_GROUP)).isEqualTo(1);
  }

  private ControlTotals control(Source source) {
    return ControlTotals.decode(store.get(ControlTotals.key(source)));
  }

  private MinuteTotals minute(long minute) {
    return MinuteTotals.decode(store.get(MinuteTotals.key(minute)));
  }

  private byte[] minuteValue() {
    return store.get(MinuteTotals.key(THIS_MINUTE));
  }
}
