package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A sweep that begins at the start of the store each time, as one that forgets how far it came
 * would, is noticed by what it reads and by what it decides again.
 */
class PlantedSweepFaultTest {
  private static final long START = 10_000;
  private static final int SWEEPS = 5;

  private final CountingStore deadlines =
      new CountingStore(MemoryStore.empty(Keyspace.DEADLINES.toString()));

  @Test
  void aSweepThatGoesOnWhereTheLastOneEndedBreaksNoSentence() {
    SweepDriver one = sweep();

    assertThat(violations(() -> one)).isEmpty();
  }

  @Test
  void aSweepThatBeginsAtTheStartEachTimeIsNoticed() {
    assertThat(violations(this::sweep))
        .containsExactly(
            "sweep 1 read 2 entries for 1 that came due",
            "sweep 1 decided T0 again",
            "sweep 2 read 3 entries for 1 that came due",
            "sweep 2 decided T0 again",
            "sweep 2 decided T1 again",
            "sweep 3 read 4 entries for 1 that came due",
            "sweep 3 decided T0 again",
            "sweep 3 decided T1 again",
            "sweep 3 decided T2 again",
            "sweep 4 read 5 entries for 1 that came due",
            "sweep 4 decided T0 again",
            "sweep 4 decided T1 again",
            "sweep 4 decided T2 again",
            "sweep 4 decided T3 again");
  }

  /** One group comes due with each sweep; a thousand more never do. */
  private List<String> violations(Supplier<SweepDriver> sweeps) {
    SweepDriver schedule = sweep();
    for (int i = 0; i < SWEEPS; i++) {
      schedule.schedule("T" + i, 100 + i);
    }
    for (int i = 0; i < 1_000; i++) {
      schedule.schedule("later-" + i, 1_000_000 + i);
    }
    List<String> violations = new ArrayList<>();
    for (int i = 0; i < SWEEPS; i++) {
      SweepDriver sweep = sweeps.get();
      deadlines.entriesRead();
      sweep.sweepAt(START + i + 1);
      int read = deadlines.entriesRead();
      if (read > 1) {
        violations.add("sweep %d read %d entries for 1 that came due".formatted(i, read));
      }
      String due = "T" + i;
      for (String decided : sweep.done()) {
        if (!decided.equals(due)) {
          violations.add("sweep %d decided %s again".formatted(i, decided));
        }
      }
    }
    return violations;
  }

  private SweepDriver sweep() {
    SweepDriver sweep = new SweepDriver(deadlines);
    sweep.clock.observe(100, START);
    return sweep;
  }
}
