package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** When a sweep will next come upon a group: what the sweep itself then does proves it right. */
class NextSweepTest {
  private static final long START = 10_000;

  private final SweepDriver sweep = new SweepDriver();
  private final KeyValueStore<Bytes, byte[]> totals = MemoryStore.empty(Keyspace.TOTALS.toString());

  @Test
  void aPartitionWithoutLegsWaitsForNothing() {
    sweep.schedule("T1", 50);

    assertThat(next()).isEqualTo(NextSweep.NEVER);
  }

  @Test
  void aPartitionWithoutGroupsWaitsForNothing() {
    sweep.clock.observe(100, START);

    assertThat(next()).isEqualTo(NextSweep.NEVER);
  }

  @Test
  void theNextSweepIsWhenTheEarliestDeadlineHasPassedAndNoMillisecondBefore() {
    sweep.clock.observe(100, START);
    sweep.schedule("T1", 150);
    sweep.schedule("T2", 170);
    assertThat(next()).isEqualTo(START + 51);

    assertThat(sweep.sweepAt(next() - 1)).isFalse();
    assertThat(sweep.sweepAt(next())).isTrue();
    assertThat(sweep.done()).containsExactly("T1");
    assertThat(next()).isEqualTo(START + 71);
  }

  @Test
  void aDeadlineBehindStreamTimeIsDueSinceTimeAdvanced() {
    sweep.clock.observe(100, START);
    sweep.schedule("T1", 99);

    assertThat(next()).isEqualTo(START);
  }

  @Test
  void anOverdueGroupIsDueAtOnce() {
    sweep.clock.observe(100, START);
    sweep.overdue("T1", 50, START);

    assertThat(next()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aGroupWhoseRetentionIsOverIsDueAtOnceAndOneThatIsNotIsNot() {
    sweep.clock.observe(100, START);
    sweep.schedule("T1", 50);
    sweep.sweepAt(START);
    sweep.clock.observe(50 + SweepDriver.RETENTION, START + 1);
    sweep.sweepAt(START + 1);
    assertThat(next()).isEqualTo(NextSweep.NEVER);

    sweep.clock.observe(51 + SweepDriver.RETENTION, START + 2);
    assertThat(next()).isEqualTo(Long.MIN_VALUE);
    sweep.sweepAt(START + 2);
    assertThat(next()).isEqualTo(NextSweep.NEVER);
  }

  @Test
  void aGroupThatIsNotDecidedIsNotToBePurgedYet() {
    sweep.clock.observe(100, START);
    sweep.schedule("T1", 50);
    sweep.clock.observe(5_000, START + 1);

    assertThat(next()).isEqualTo(START + 1);
  }

  private long next() {
    totals.put(Ledger.CLOCK_KEY, sweep.clock.encode());
    return NextSweep.of(sweep.deadlines, totals, SweepDriver.RETENTION);
  }
}
