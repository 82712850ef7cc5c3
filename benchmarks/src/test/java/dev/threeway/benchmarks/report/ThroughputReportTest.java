package dev.threeway.benchmarks.report;

import static dev.threeway.benchmarks.report.Samples.RIGHT;
import static dev.threeway.benchmarks.report.Samples.WRONG;
import static dev.threeway.benchmarks.report.Samples.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThroughputReportTest {
  private static final List<Measurement> MEASUREMENTS =
      List.of(
          measured("threeway", 1, 0.003, RIGHT),
          measured("dsl-chain", 1, 0.01, RIGHT),
          measured("dsl-chain", 2, 0.012, WRONG),
          measured("threeway", 2, 0.002, RIGHT));

  private final ThroughputReport report =
      new ThroughputReport("threeway", List.of("threeway", "dsl-chain", "copy"), MEASUREMENTS);

  @Test
  void theTableHasMedianAndSpreadAndTheWorstVerdictsOfAllRounds() {
    assertThat(report.lines().subList(0, 3))
        .containsExactly(
            "contender   legs/s       least–most  CPU s/M legs  broker CPU s/M  peak MB"
                + "  log records/leg  log bytes/leg  start s  verdicts",
            "threeway   125,000  100,000–150,000          10.0             5.0      200"
                + "             2.00            100      1.5  right",
            "dsl-chain   27,500    25,000–30,000          10.0             5.0      200"
                + "             2.00            100      1.5  WRONG: 1 missing, 2 wrong, 3 twice");
  }

  @Test
  void theRatioIsThatOfTheMedians() {
    assertThat(report.ratios()).containsExactly(entry("dsl-chain", 125_000.0 / 27_500.0));
    assertThat(report.lines()).contains("ratio threeway / dsl-chain 4.55");
  }

  @Test
  void thereIsNoRatioToOneThatDidNotRun() {
    assertThat(
            new ThroughputReport("threeway", List.of("copy"), List.of(measured("copy", 1, 1, null)))
                .ratios())
        .isEmpty();
  }

  @Test
  void whatIsWrongIsToldWithPrecisionRecallAndExamples() {
    assertThat(report.lines())
        .endsWith(
            "dsl-chain: precision and recall: MISSING 0.5000 0.5000",
            "  T1 MISSING of CORE: not found");
    assertThat(report.right("threeway")).isTrue();
    assertThat(report.right("dsl-chain")).isFalse();
  }

  @Test
  void oneThatWasGivenLessIsNamed() {
    Measurement less =
        new Measurement("redis", 1, 10, 30, 1, 1, 1, 1, 1, 0, 0, 10, Optional.of(RIGHT));

    assertThat(
            new ThroughputReport(
                    "threeway",
                    List.of("threeway", "redis"),
                    List.of(measured("threeway", 1, 1, RIGHT), less))
                .lines())
        .contains("redis: only the first 10 of the 100 transactions");
  }

  @Test
  void oneThatPublishesNothingHasNoVerdictsAndNoLogs() {
    Measurement reading =
        new Measurement("ceiling", 1, 100, 300, 1, 0.001, 1, 1, 1, 0, 0, 0, Optional.empty());

    assertThat(
            new ThroughputReport("threeway", List.of("ceiling"), List.of(reading)).lines().get(1))
        .isEqualTo(
            "ceiling    300,000  300,000–300,000        3333.3          3333.3        0"
                + "                –              –      1.0  –");
  }
}
