package dev.threeway.topology.join;

import static dev.threeway.topology.join.SweepDriver.budget;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a sweep reads is in proportion to what is due. */
class SweepCostTest {
  private static final long START = 10_000;

  @Test
  void aSweepReadsFromWhereTheLastOneEndedAndNeverTheWholeStore() {
    CountingStore counting = new CountingStore(MemoryStore.empty(Keyspace.DEADLINES.toString()));
    SweepDriver counted = new SweepDriver(counting);
    counted.clock.observe(100, START);
    for (int i = 0; i < 1_000; i++) {
      counted.schedule("T%04d".formatted(i), i);
    }
    counted.sweepAt(START);
    assertThat(counting.entriesRead()).isEqualTo(100);

    for (int millis = 1; millis <= 50; millis++) {
      counted.sweepAt(START + millis);
      assertThat(counting.entriesRead()).as("due in this millisecond").isEqualTo(1);
    }
  }

  @Test
  void aSweepWithLittleTimeReadsABatchAndNoMore() {
    CountingStore counting = new CountingStore(MemoryStore.empty(Keyspace.DEADLINES.toString()));
    SweepDriver counted = new SweepDriver(counting);
    counted.clock.observe(5_000, START);
    for (int i = 0; i < 1_000; i++) {
      counted.schedule("T%04d".formatted(i), i);
    }
    counted.sweepAt(START, Long.MAX_VALUE, budget(1));

    assertThat(counting.entriesRead()).isEqualTo(256);
  }

  @Test
  void aSweepThatNoTimeHasPassedForDoesNotReadTheSchedule() {
    CountingStore counting = new CountingStore(MemoryStore.empty(Keyspace.DEADLINES.toString()));
    SweepDriver counted = new SweepDriver(counting);
    counted.clock.observe(100, START);
    counted.sweepAt(START);
    counting.rangesRead();
    counted.sweepAt(START);

    assertThat(counting.rangesRead()).as("the overdue groups alone").isEqualTo(1);
  }
}
