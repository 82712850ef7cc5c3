package dev.threeway.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void ofAnOddNumberTheMedianIsTheOneInTheMiddle() {
    assertThat(Spread.of(List.of(30.0, 10.0, 11.0), Double::doubleValue))
        .isEqualTo(new Spread(11, 10, 30));
  }

  @Test
  void ofAnEvenNumberTheMedianLiesBetweenTheTwoInTheMiddle() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 100.0), Double::doubleValue))
        .isEqualTo(new Spread(3, 1, 100));
  }

  @Test
  void ofNothingThereIsNone() {
    assertThatThrownBy(() -> Spread.of(List.<Double>of(), Double::doubleValue))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing was measured");
  }
}
