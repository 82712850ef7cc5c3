package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals.Place;
import dev.threeway.topology.rules.LegOutcome;
import dev.threeway.topology.rules.RejectionReason;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counters, and the two equations that leave nothing unexplained. */
class ControlTotalsTest {
  private final ControlTotals totals = new ControlTotals();

  @Test
  void everyCounterIsKeptApart() {
    Set<Long> seen = new HashSet<>();
    int times = 0;
    for (LegOutcome outcome : LegOutcome.values()) {
      times++;
      for (int i = 0; i < times; i++) {
        totals.count(outcome);
      }
      seen.add(totals.counted(outcome));
    }
    for (Place place : Place.values()) {
      totals.add(place, ++times);
      seen.add(totals.count(place));
    }
    for (RejectionReason reason : RejectionReason.values()) {
      times++;
      for (int i = 0; i < times; i++) {
        totals.count(reason);
      }
      seen.add(totals.counted(reason));
    }

    assertThat(seen).hasSize(times);
    assertThat(totals.counted(LegOutcome.FIRST_REPORT)).isEqualTo(1);
    assertThat(totals.counted(RejectionReason.EXPIRED)).isEqualTo(times);
    assertThat(totals.consumed()).isZero();
  }

  @Test
  void nothingIsLeftOverWhereEveryRecordHasAnOutcomeAndEveryFirstReportAPlace() {
    for (int i = 0; i < 4; i++) {
      totals.countConsumed();
    }
    totals.count(LegOutcome.FIRST_REPORT);
    totals.count(LegOutcome.FIRST_REPORT);
    totals.count(LegOutcome.DUPLICATE);
    totals.count(RejectionReason.EXPIRED);
    totals.add(Place.PENDING_GROUP, 1);
    totals.add(Place.PURGED_GROUP, 1);

    assertThat(totals.consumed()).isEqualTo(4);
    assertThat(totals.unexplainedResidual()).isZero();
  }

  @Test
  void whatIsLeftOverByEitherEquationIsCountedInBothDirections() {
    totals.countConsumed();
    totals.countConsumed();
    totals.count(LegOutcome.FIRST_REPORT);
    assertThat(totals.unexplainedResidual()).as("one record, one leg without a place").isEqualTo(2);

    totals.add(Place.MATCHED_GROUP, 3);
    assertThat(totals.unexplainedResidual()).as("one record, two legs too many").isEqualTo(3);

    totals.count(RejectionReason.NULL_KEY);
    totals.count(RejectionReason.NULL_KEY);
    assertThat(totals.unexplainedResidual()).as("one outcome too many").isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, PENDING_GROUP",
    "PENDING, PENDING_GROUP",
    "MATCHED, MATCHED_GROUP",
    "MATCHED_WITHIN_TOLERANCE, MATCHED_GROUP",
    "MISMATCHED, MISMATCHED_GROUP"
  })
  void theLegsOfAGroupStandWhereItsStatusSays(GroupStatus status, Place place) {
    assertThat(Place.of(status)).isEqualTo(place);
  }

  @Test
  void totalsAreRestoredAsTheyWereStored() {
    totals.countConsumed();
    totals.add(Place.PURGED_GROUP, 300);
    totals.count(RejectionReason.EXPIRED);
    ControlTotals restored = ControlTotals.decode(totals.encode());

    assertThat(restored.consumed()).isEqualTo(1);
    assertThat(restored.count(Place.PURGED_GROUP)).isEqualTo(300);
    assertThat(restored.counted(RejectionReason.EXPIRED)).isEqualTo(1);
    assertThat(ControlTotals.decode(null).encode()).isEqualTo(new ControlTotals().encode());
  }

  @Test
  void totalsWithFewerOrMoreCountersAreRead() {
    assertThat(ControlTotals.decode(new byte[] {1, 7}).consumed()).isEqualTo(7);
    byte[] more = TotalsKey.encode(new long[] {7, 8, 9});
    long[] two = new long[2];
    TotalsKey.decode(more, two);
    assertThat(two).containsExactly(7, 8);
  }

  @Test
  void totalsOfPartitionsAddUp() {
    ControlTotals other = new ControlTotals();
    other.countConsumed();
    other.count(RejectionReason.EXPIRED);
    totals.countConsumed();
    totals.addAll(other);

    assertThat(totals.consumed()).isEqualTo(2);
    assertThat(totals.counted(RejectionReason.EXPIRED)).isEqualTo(1);
    assertThat(other.consumed()).isEqualTo(1);
  }

  @Test
  void theTotalsOfAMinuteAreKeptApartAndRestored() {
    MinuteTotals minute = new MinuteTotals();
    for (Source source : Source.values()) {
      minute.countLeg(source);
    }
    minute.countLeg(Source.MOBILE);
    minute.countReached(GroupStatus.MISMATCHED);
    minute.countOpened(BreakType.DUPLICATE);
    minute.countOpened(BreakType.DUPLICATE);
    minute.countResolved(BreakType.UNKNOWN);
    MinuteTotals restored = MinuteTotals.decode(minute.encode());

    assertThat(restored.legs(Source.MOBILE)).isEqualTo(2);
    assertThat(restored.legs(Source.UNKNOWN)).isEqualTo(1);
    assertThat(restored.reached(GroupStatus.UNKNOWN)).isZero();
    assertThat(restored.reached(GroupStatus.MISMATCHED)).isEqualTo(1);
    assertThat(restored.opened(BreakType.UNKNOWN)).isZero();
    assertThat(restored.opened(BreakType.DUPLICATE)).isEqualTo(2);
    assertThat(restored.resolved(BreakType.UNKNOWN)).isEqualTo(1);
    assertThat(restored.resolved(BreakType.DUPLICATE)).isZero();
  }

  @Test
  void minutesAreInTheOrderOfTime() {
    Bytes earlier = MinuteTotals.key(255);

    assertThat(earlier.compareTo(MinuteTotals.key(256))).isNegative();
  }
}
