package dev.threeway.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class GrowthReportTest {
  private static Growth growth(long groups, double legsPerSecond) {
    Histogram lookUps = new Histogram(3);
    lookUps.recordValue(1_500);
    return new Growth(groups, 1, 2, legsPerSecond, lookUps, 300L << 20, 10, 500L << 20);
  }

  @Test
  void eachSpeedIsShownAsAShareOfTheFirst() {
    assertThat(GrowthReport.lines(List.of(growth(10_000, 50_000), growth(1_000_000, 45_000))))
        .containsExactly(
            "open groups  legs/s  of the first  look-up p50 ms  p99 ms  start s  restore s"
                + "  groups restored/s  peak MB  disk MB",
            "10,000       50,000         100 %            1.50    1.50      2.0       10.0"
                + "              1,000      300      500",
            "1,000,000    45,000          90 %            1.50    1.50      2.0       10.0"
                + "            100,000      300      500");
  }

  @Test
  void jsonHasEveryFigure() {
    assertThat(GrowthReport.json(List.of(growth(10_000, 50_000))).at("/growth/0"))
        .hasToString(
            "{\"open_groups\":10000,\"fill_seconds\":1.0,\"legs_per_second\":50000.0,"
                + "\"look_up_p50_micros\":1500,\"look_up_p99_micros\":1500,\"start_seconds\":2.0,"
                + "\"restore_seconds\":10.0,\"restored_groups_per_second\":1000.0,"
                + "\"peak_bytes\":314572800,\"disk_bytes\":524288000}");
  }
}
