package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A sum carries at 10^18, so that neither of its counters can overflow. */
class ExactSumTest {
  private static final long BASE = 1_000_000_000_000_000_000L;

  private final long[] counters = {7, 0, 0, 7};

  @Test
  void aSumCarriesAtTheBase() {
    ExactSum.add(counters, 1, BASE - 1);
    assertThat(counters).containsExactly(7, 0, BASE - 1, 7);

    ExactSum.add(counters, 1, 1);
    assertThat(counters).containsExactly(7, 1, 0, 7);
  }

  @Test
  void aSumBorrowsBelowZero() {
    ExactSum.add(counters, 1, BASE);
    ExactSum.add(counters, 1, -1);

    assertThat(counters).containsExactly(7, 0, BASE - 1, 7);
  }

  @Test
  void aSumReachesBeyondALong() {
    for (int i = 0; i < 20; i++) {
      ExactSum.add(counters, 1, BASE);
    }

    assertThat(ExactSum.read(counters, 1)).isEqualTo("2000000000000000.0000");
  }
}
