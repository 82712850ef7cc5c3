package dev.threeway.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  @Test
  void theStartOfTheProcessCountsAsRestoring() {
    Recovery recovery = new Recovery(1_000_000, 4, 10, 5, Map.of(1, 46.0));

    assertThat(recovery.lines())
        .containsExactly(
            "groups                        1,000,000",
            "start with the disk           4.0 s",
            "start without                 10.0 s",
            "restored, at the least        100,000 groups/s",
            "ceiling                       200,000 groups/s in 5.0 s",
            "ratio restore / ceiling 0.50",
            "without answers after a kill  46.0 s, 1 standby");
  }
}
