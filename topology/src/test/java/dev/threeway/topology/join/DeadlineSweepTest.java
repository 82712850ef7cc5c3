package dev.threeway.topology.join;

import static dev.threeway.topology.join.SweepDriver.UNBOUNDED;
import static dev.threeway.topology.join.SweepDriver.budget;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Groups come due in the order of their deadlines, once. Stream time stands at 100 in the
 * beginning, and advanced to it at 10 000 of the wall clock.
 */
class DeadlineSweepTest {
  private static final long START = 10_000;

  private final SweepDriver sweep = new SweepDriver();

  DeadlineSweepTest() {
    sweep.clock.observe(100, START);
  }

  @Test
  void nothingIsDueBeforeTheFirstLeg() {
    SweepDriver fresh = new SweepDriver();
    fresh.schedule("T1", -1);

    assertThat(fresh.sweepAt(START)).isFalse();
    assertThat(fresh.done()).isEmpty();
  }

  @Test
  void aDeadlineIsDueOnceTimeHasPassedItAndNotWhenItIsReached() {
    sweep.schedule("at-150", 150);

    assertThat(sweep.sweepAt(START + 50)).isFalse();
    assertThat(sweep.done()).isEmpty();
    assertThat(sweep.sweepAt(START + 51)).isTrue();
    assertThat(sweep.done()).containsExactly("at-150");
    assertThat(sweep.sweepAt(START + 500)).isFalse();
    assertThat(sweep.done()).isEmpty();
  }

  @Test
  void deadlinesBeforeTheEpochAreDueToo() {
    sweep.schedule("T1", -50);
    sweep.schedule("T2", -60);
    sweep.sweepAt(START);

    assertThat(sweep.done()).containsExactly("T2", "T1");
  }

  @Test
  void nothingIsDecidedBeforeEverythingReadableAtTheReadingHasBeenRead() {
    sweep.schedule("T1", 150);
    sweep.sweepAt(START + 100, START + 99, UNBOUNDED);
    sweep.sweepAt(START + 300, START + 99, UNBOUNDED);
    assertThat(sweep.done()).isEmpty();

    sweep.sweepAt(START + 400, START + 100, UNBOUNDED);
    assertThat(sweep.done()).containsExactly("T1");
  }

  @Test
  void whatIsDecidedIsWhatWasDueAtTheReadingAndNotLater() {
    sweep.schedule("due at the reading", 150);
    sweep.schedule("due since", 300);
    sweep.sweepAt(START + 100, START, UNBOUNDED);
    sweep.sweepAt(START + 900, START + 100, UNBOUNDED);
    assertThat(sweep.done()).containsExactly("due at the reading");

    sweep.sweepAt(START + 901);
    assertThat(sweep.done()).containsExactly("due since");
  }

  @Test
  void aLegThatIsTakenInBetweenTheReadingAndItsProofMovesTheNextReadingAlone() {
    sweep.schedule("T1", 150);
    sweep.sweepAt(START + 10, START, UNBOUNDED);
    sweep.clock.observe(200, START + 20);
    sweep.sweepAt(START + 30, START + 10, UNBOUNDED);
    assertThat(sweep.done()).isEmpty();

    sweep.sweepAt(START + 40);
    assertThat(sweep.done()).containsExactly("T1");
  }

  @Test
  void aGroupThatIsOverdueFromItsFirstLegOnWaitsForAReadingAfterThatLeg() {
    sweep.sweepAt(START + 500);
    sweep.overdue("T1", 150, START + 600);
    assertThat(sweep.sweepAt(START + 600)).isFalse();
    assertThat(sweep.done()).isEmpty();

    assertThat(sweep.sweepAt(START + 601)).isTrue();
    assertThat(sweep.done()).containsExactly("T1");
    assertThat(sweep.sweepAt(START + 700)).isFalse();
    assertThat(MemoryStore.keys(sweep.deadlines)).as("its schedule alone is left").hasSize(1);
  }

  @Test
  void aSweepThatRunsOutOfTimeIsGoneOnWithWhereItStopped() {
    List<String> all = schedule(700);
    sweep.clock.observe(1_400, START + 1);
    List<String> done = new ArrayList<>();
    for (int round = 0; round < 7; round++) {
      assertThat(sweep.sweepAt(START + 2, Long.MAX_VALUE, budget(100))).isTrue();
      List<String> inThisRound = sweep.done();
      assertThat(inThisRound).hasSize(100);
      done.addAll(inThisRound);
    }

    assertThat(done).isEqualTo(all);
    assertThat(sweep.sweepAt(START + 2)).isFalse();
  }

  @Test
  void aSweepWithoutAnyTimeDoesNothingAndForgetsNothing() {
    sweep.schedule("T1", 50);
    sweep.overdue("T2", 40, START - 1);

    assertThat(sweep.sweepAt(START, Long.MAX_VALUE, budget(0))).isFalse();
    assertThat(sweep.done()).isEmpty();

    sweep.sweepAt(START + 1);
    assertThat(sweep.done()).containsExactly("T2", "T2", "T1");
  }

  @Test
  void aSweepThatRunsOutOfTimeWithinOneDeadlineGoesOnInsideIt() {
    sweep.schedule("A", 50);
    sweep.schedule("B", 50);
    sweep.schedule("C", 50);
    sweep.sweepAt(START, Long.MAX_VALUE, budget(2));
    assertThat(sweep.done()).containsExactly("A", "B");
    assertThat(sweep.clock.decidedThrough()).as("all before 50 is decided").isEqualTo(50);

    sweep.sweepAt(START + 1);
    assertThat(sweep.done()).containsExactly("C");
  }

  @Test
  void anInstanceThatTakesOverLooksAgainAtTheDeadlineThatWasDecidedLast() {
    sweep.schedule("A", 50);
    sweep.schedule("B", 50);
    sweep.sweepAt(START, Long.MAX_VALUE, budget(1));
    sweep.done();

    SweepDriver other = new SweepDriver(sweep.deadlines);
    other.clock.observe(100, START);
    other.clock.decidedThrough(sweep.clock.decidedThrough());
    other.sweepAt(START + 1);

    assertThat(other.done()).containsExactly("A", "B");
  }

  @Test
  void aFullBatchIsNotTheEnd() {
    List<String> all = schedule(256 + 256 + 1);
    sweep.clock.observe(1_400, START + 1);
    sweep.sweepAt(START + 2);

    assertThat(sweep.done()).isEqualTo(all);
  }

  @Test
  void manyOverdueGroupsAreDecidedInOneSweep() {
    sweep.sweepAt(START);
    for (int i = 0; i < 600; i++) {
      sweep.overdue("T%03d".formatted(i), 50, START);
    }
    sweep.sweepAt(START + 1);

    assertThat(sweep.done()).hasSize(600).doesNotHaveDuplicates();
  }

  @Test
  void aGroupIsPurgedOnceStreamTimeHasPassedItsRetentionWhateverTheWallClockSays() {
    sweep.schedule("T1", 50);
    sweep.sweepAt(START + 1_000_000);
    assertThat(sweep.done()).containsExactly("T1");

    sweep.clock.observe(50 + SweepDriver.RETENTION, START + 1_000_001);
    assertThat(sweep.sweepAt(START + 1_000_001)).isFalse();
    sweep.clock.observe(51 + SweepDriver.RETENTION, START + 1_000_002);
    assertThat(sweep.sweepAt(START + 1_000_002)).isTrue();
    assertThat(sweep.done()).containsExactly("-T1");
    assertThat(sweep.sweepAt(START + 1_000_003)).isFalse();
  }

  @Test
  void nothingIsPurgedBeforeItIsDecided() {
    sweep.schedule("A", 50);
    sweep.schedule("B", 60);
    sweep.clock.observe(5_000, START + 1);
    sweep.sweepAt(START + 2, Long.MAX_VALUE, budget(1));
    assertThat(sweep.done()).containsExactly("A");

    sweep.sweepAt(START + 3);
    assertThat(sweep.done()).containsExactly("B", "-A", "-B");
  }

  @Test
  void nothingIsPurgedInASweepThatRanOutOfTime() {
    sweep.schedule("A", 50);
    sweep.schedule("B", 60);
    sweep.schedule("C", 70);
    sweep.clock.observe(5_000, START + 1);
    sweep.sweepAt(START + 2, Long.MAX_VALUE, budget(2));

    assertThat(sweep.done()).containsExactly("A", "B");
  }

  @Test
  void aPurgeThatRunsOutOfTimeIsGoneOnWithWhereItStopped() {
    List<String> all = schedule(300);
    sweep.clock.observe(1_400, START + 1);
    sweep.sweepAt(START + 2);
    sweep.done();
    sweep.clock.observe(9_000, START + 3);
    sweep.sweepAt(START + 4, Long.MAX_VALUE, budget(120));
    List<String> purged = new ArrayList<>(sweep.done());
    assertThat(purged).hasSize(120);
    assertThat(sweep.clock.purgedThrough()).as("the deadline of T0119").isEqualTo(511);

    sweep.sweepAt(START + 5);
    purged.addAll(sweep.done());
    assertThat(purged).isEqualTo(all.stream().map(each -> "-" + each).toList());
    assertThat(MemoryStore.keys(sweep.deadlines)).isEmpty();
    assertThat(sweep.clock.purgedThrough()).isEqualTo(9_000 - SweepDriver.RETENTION);
  }

  @Test
  void aPurgeOfMoreThanABatchIsDoneInOneSweep() {
    schedule(600);
    sweep.clock.observe(9_000, START + 1);
    sweep.sweepAt(START + 2);

    assertThat(sweep.done()).hasSize(1_200);
    assertThat(MemoryStore.keys(sweep.deadlines)).isEmpty();
  }

  @Test
  void aDeadlineIsOverdueUpToTheLatestTimeThatASweepCanHaveSeen() {
    assertThat(sweep.latestPossibleTime(START + 40)).isEqualTo(140);

    sweep.sweepAt(START + 500);
    sweep.clock.observe(110, START + 500);
    assertThat(sweep.latestPossibleTime(START + 501)).isEqualTo(600);
  }

  private List<String> schedule(int groups) {
    List<String> all = IntStream.range(0, groups).mapToObj(i -> "T%04d".formatted(i)).toList();
    for (String txnId : all) {
      sweep.schedule(txnId, 500 + Integer.parseInt(txnId.substring(1)) / 10);
    }
    return all;
  }
}
