package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Time on one partition; event times are small numbers here, wall-clock times thousands. */
class PartitionClockTest {
  private final PartitionClock clock = new PartitionClock();

  @Test
  void thereIsNoTimeBeforeTheFirstLeg() {
    assertThat(clock.hasStarted()).isFalse();

    clock.observe(10, 1_000);

    assertThat(clock.hasStarted()).isTrue();
    assertThat(clock.streamTime()).isEqualTo(10);
  }

  @Test
  void streamTimeNeverGoesBackwardsAndOnlyAdvancingCounts() {
    clock.observe(10, 1_000);
    clock.observe(9, 2_000);
    clock.observe(10, 3_000);

    assertThat(clock.streamTime()).isEqualTo(10);
    assertThat(clock.timeAt(1_005, 10)).as("5 ms after it advanced").isEqualTo(15);
  }

  @Test
  void timeGoesOnWithTheWallClockWhileNothingIsLeftToRead() {
    clock.observe(10, 1_000);

    assertThat(clock.timeAt(1_000, 10)).isEqualTo(10);
    assertThat(clock.timeAt(1_400, 10)).isEqualTo(410);
  }

  @Test
  void atAnInstantBeforeTheLastAdvanceItWasTheStreamTimeOfThen() {
    clock.observe(10, 1_000);
    clock.observe(20, 2_000);

    assertThat(clock.timeAt(2_500, 10)).as("time has advanced since the reading").isEqualTo(10);
    assertThat(clock.timeAt(1_999, 20)).as("the wall clock was set back").isEqualTo(20);
  }

  @Test
  void aDeadlineThatLiesAheadIsPassedOneMillisecondAfterItsTurn() {
    clock.observe(10, 1_000);

    assertThat(clock.instantAfter(9)).isEqualTo(1_000);
    assertThat(clock.instantAfter(10)).isEqualTo(1_001);
    assertThat(clock.instantAfter(30)).isEqualTo(1_021);
    assertThat(clock.timeAt(clock.instantAfter(30), 10)).isEqualTo(31);
  }

  @Test
  void theLatestPossibleTimeIsThatOfAQuietPartitionOrOfWhatWasDecided() {
    clock.observe(10, 1_000);

    assertThat(clock.latestPossibleTime(1_400)).isEqualTo(410);
    assertThat(clock.latestPossibleTime(900)).as("the wall clock was set back").isEqualTo(10);

    clock.decidedThrough(500);
    assertThat(clock.latestPossibleTime(1_400)).isEqualTo(500);
  }

  @Test
  void whatHasBeenDecidedAndPurgedNeverGoesBack() {
    clock.decidedThrough(50);
    clock.decidedThrough(40);
    clock.purgedThrough(30);
    clock.purgedThrough(20);

    assertThat(clock.decidedThrough()).isEqualTo(50);
    assertThat(clock.purgedThrough()).isEqualTo(30);
  }

  @Test
  void aClockIsRestoredAsItWasStored() {
    clock.observe(10, 1_000);
    clock.decidedThrough(-5);
    clock.purgedThrough(-7);

    PartitionClock restored = PartitionClock.decode(clock.encode());

    assertThat(restored.streamTime()).isEqualTo(10);
    assertThat(restored.timeAt(1_001, 10)).isEqualTo(11);
    assertThat(restored.decidedThrough()).isEqualTo(-5);
    assertThat(restored.purgedThrough()).isEqualTo(-7);
  }

  @Test
  void aStoreWithoutAClockGivesOneThatHasNotStarted() {
    assertThat(PartitionClock.decode(null).hasStarted()).isFalse();
    assertThat(PartitionClock.decode(clock.encode()).hasStarted()).isFalse();
  }

  @Test
  void aClockInAnotherFormatIsRefused() {
    byte[] stored = clock.encode();
    stored[0] = 9;

    assertThatThrownBy(() -> PartitionClock.decode(stored))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessage("the stored state has format 9, this version reads format 2");
  }
}
