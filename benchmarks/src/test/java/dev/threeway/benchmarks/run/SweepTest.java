package dev.threeway.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
  @ParameterizedTest
  @CsvSource({"0.1, 0.025%", "2, 0.5%", "20, 5%"})
  void aShareOfFaultsIsSpreadEvenlyOverFourKinds(BigDecimal percent, String each) {
    assertThat(Sweep.plan(percent))
        .hasToString("amount=%1$s,status=%1$s,account=%1$s,missing=%1$s".formatted(each));
  }
}
