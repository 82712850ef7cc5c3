package dev.threeway.topology.join;

import static dev.threeway.topology.join.SweepDriver.budget;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sweep finds the groups that a deadline can change in memory, and only those that memory does
 * not know in the schedule. Stream time stands at 100 in the beginning.
 */
class UnsettledGroupsTest {
  private static final long START = 10_000;
  private static final long WINDOW_AND_GRACE = 1_000;

  private final CountingStore schedule =
      new CountingStore(MemoryStore.empty(Keyspace.DEADLINES.toString()));
  private final SweepDriver sweep = remembering(10);

  @Test
  void rememberedGroupsAreDecidedInOrderAndOnceWithoutReadingTheSchedule() {
    sweep.remember("late", 300);
    sweep.remember("early", 200);
    sweep.clock.observe(250, START + 1);
    schedule.entriesRead();

    sweep.sweepAt(START + 2);
    assertThat(sweep.done()).containsExactly("early");
    sweep.clock.observe(900, START + 3);
    sweep.sweepAt(START + 4);
    sweep.sweepAt(START + 5);

    assertThat(sweep.done()).containsExactly("late");
    assertThat(schedule.entriesRead()).isZero();
  }

  @Test
  void aSettledGroupIsPassedOverAndHowFarIsKeptOnce() {
    sweep.remember("T1", 200);
    sweep.settle("T1", 200);
    sweep.clock.observe(300, START);

    assertThat(sweep.sweepAt(START)).as("worth a commit").isTrue();
    assertThat(sweep.done()).isEmpty();
    assertThat(sweep.clock.decidedThrough()).isEqualTo(300);
    assertThat(sweep.sweepAt(START + 10)).as("nothing has happened since").isFalse();
  }

  @Test
  void aRememberedGroupIsDueOnceTimeHasPassedItsDeadlineAndNotWhenItIsReached() {
    sweep.remember("T1", 200);
    sweep.clock.observe(200, START);

    sweep.sweepAt(START);
    assertThat(sweep.done()).isEmpty();
    sweep.sweepAt(START + 1);
    assertThat(sweep.done()).containsExactly("T1");
  }

  @Test
  void howFarTheLatestGroupWasPassedOverIsWorthKeepingTo() {
    sweep.remember("T1", 200);
    sweep.settle("T1", 200);
    sweep.clock.observe(200, START);

    assertThat(sweep.sweepAt(START)).as("up to it").isTrue();
    assertThat(sweep.sweepAt(START)).as("no time has passed").isFalse();
    assertThat(sweep.sweepAt(START + 1)).as("over it").isTrue();
    assertThat(sweep.sweepAt(START + 2)).as("nothing lies behind it").isFalse();
  }

  @Test
  void whileAllThatLiesBehindIsSettledHowFarIsKeptOnceInASecond() {
    sweep.remember("T1", 1_500);
    sweep.settle("T1", 1_500);

    assertThat(sweep.sweepAt(START)).as("the first").isTrue();
    assertThat(sweep.sweepAt(START + 999)).isFalse();
    assertThat(sweep.sweepAt(START + 1_000)).isTrue();
    assertThat(sweep.sweepAt(START + 1_001)).isFalse();
    assertThat(sweep.sweepAt(START + 1_400)).as("up to the last").isFalse();
    assertThat(sweep.sweepAt(START + 1_401)).as("over the last").isTrue();
    assertThat(sweep.sweepAt(START + 9_000)).as("nothing lies behind it").isFalse();
  }

  @Test
  void nothingIsPurgedInASweepThatRanOutOfTime() {
    sweep.remember("A", 150);
    sweep.remember("B", 160);
    sweep.remember("C", 170);
    sweep.clock.observe(5_000, START);

    sweep.sweepAt(START, Long.MAX_VALUE, budget(2));
    assertThat(sweep.done()).containsExactly("A", "B");
    sweep.sweepAt(START + 1);
    assertThat(sweep.done()).containsExactly("C", "-A", "-B", "-C");
  }

  @Test
  void aSweepThatRunsOutOfTimeGoesOnWithTheGroupThatIsNext() {
    sweep.remember("A", 200);
    sweep.remember("B", 200);
    sweep.remember("C", 210);
    sweep.clock.observe(300, START);

    sweep.sweepAt(START, Long.MAX_VALUE, budget(1));
    assertThat(sweep.done()).containsExactly("A");
    assertThat(sweep.clock.decidedThrough()).isEqualTo(200);

    sweep.sweepAt(START + 1);
    assertThat(sweep.done()).containsExactly("B", "C");
  }

  @Test
  void whatWasStoredBeforeItBeganIsFoundInTheScheduleHoweverLateItComesDue() {
    sweep.remember("soon", 150);
    sweep.remember("much later, by the rules of then", 900_000);

    SweepDriver after = remembering(10);
    after.remember("since", 160);
    after.clock.observe(200, START);
    after.sweepAt(START);
    assertThat(after.done()).containsExactly("soon", "since");

    after.clock.observe(900_001, START + 1);
    after.sweepAt(START + 1);
    assertThat(after.done()).contains("much later, by the rules of then");
  }

  @Test
  void whereNothingWasEverStoredEverythingIsKnown() {
    assertThat(new UnsettledGroups(schedule, 10).completeFrom()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void asManyAsMayBeAreRememberedAndWithOneMoreNone() {
    UnsettledGroups two = new UnsettledGroups(schedule, 2);
    two.add(DeadlineKey.of(DeadlineKey.SCHEDULE, 200, new byte[] {'A'}));
    two.add(DeadlineKey.of(DeadlineKey.SCHEDULE, 210, new byte[] {'B'}));
    assertThat(two.firstBefore(Long.MAX_VALUE)).isNotNull();
    assertThat(two.completeFrom()).isEqualTo(Long.MIN_VALUE);

    two.add(DeadlineKey.of(DeadlineKey.SCHEDULE, 190, new byte[] {'C'}));
    assertThat(two.firstBefore(Long.MAX_VALUE)).isNull();
    assertThat(two.completeFrom()).isEqualTo(211);
  }

  @Test
  void whenThereAreTooManyTheScheduleHasThem() {
    SweepDriver small = remembering(2);
    small.remember("A", 200);
    small.remember("B", 210);
    small.remember("C", 220);
    small.clock.observe(300, START);
    schedule.entriesRead();

    small.sweepAt(START);
    assertThat(small.done()).containsExactly("A", "B", "C");
    assertThat(schedule.entriesRead()).isEqualTo(3);

    small.clock.observe(1_150, START + 1);
    small.sweepAt(START + 1);
    small.remember("D", 1_600);
    schedule.entriesRead();
    small.sweepAt(START + 601);
    assertThat(small.done()).as("what comes later is remembered again").containsExactly("D");
    assertThat(schedule.entriesRead()).isZero();
  }

  /** The one that remembers nothing reads everything. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 30})
  void nothingIsDecidedThatTheScheduleWouldNotDecideAndNothingIsLeftOut(int most) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SweepDriver remembering = remembering(most);
    SweepDriver reading = new SweepDriver(MemoryStore.empty(Keyspace.DEADLINES.toString()));
    reading.clock.observe(100, START);
    Map<String, Long> unsettled = new HashMap<>();
    List<String> expected = new ArrayList<>();
    List<String> decided = new ArrayList<>();
    long now = START;
    long streamTime = 100;
    for (int step = 0; step < 2_000; step++) {
      now++;
      streamTime += random.nextInt(40);
      remembering.clock.observe(streamTime, now);
      reading.clock.observe(streamTime, now);
      String txnId = "T%04d".formatted(step);
      long deadline = streamTime + WINDOW_AND_GRACE - random.nextInt(600);
      remembering.remember(txnId, deadline);
      reading.schedule(txnId, deadline);
      unsettled.put(txnId, deadline);
      String settled = "T%04d".formatted(step - random.nextInt(20));
      if (random.nextInt(4) > 0 && unsettled.containsKey(settled)) {
        remembering.settle(settled, unsettled.remove(settled));
      }
      if (random.nextInt(10) == 0) {
        remembering.sweepAt(now);
        reading.sweepAt(now);
        decided.addAll(remembering.done());
        expected.addAll(reading.done());
      }
    }

    decided.removeIf(each -> each.startsWith("-") || !unsettled.containsKey(each));
    expected.removeIf(each -> each.startsWith("-") || !unsettled.containsKey(each));
    assertThat(decided).as("seed %d", seed).hasSizeGreaterThan(100).isEqualTo(expected);
  }

  private SweepDriver remembering(int most) {
    SweepDriver driver = SweepDriver.remembering(schedule, most);
    driver.clock.observe(100, START);
    return driver;
  }
}
