package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who wants to know how long sweeps take is told. */
class SweepTimesTest {
  @Test
  void eachSweepIsToldToTheLastWhoAsked() {
    SweepTimes times = new SweepTimes();
    List<Long> told = new ArrayList<>();
    times.took(1);
    times.tell(told::add);
    times.took(2);

    assertThat(told).containsExactly(2L);
  }
}
