package dev.threeway.benchmarks.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsReportTest {
  private final TlsReport report =
      new TlsReport(
          new TlsPlan(1_000, 2, 3, Duration.ofSeconds(1), Duration.ofSeconds(10), 1),
          List.of(
              turn(false, 1, 4_000, 1_000), turn(true, 1, 3_000, 900),
              turn(true, 2, 2_000, 700), turn(false, 2, 4_000, 1_000)));

  private static Turn turn(boolean encrypted, int round, long legs, long answers) {
    return new Turn(
        encrypted,
        round,
        new Turn.Work(legs, 2, 0.1, 0.02),
        new Turn.Answers(answers, 10, 1.5, 4, 0.5));
  }

  @Test
  void aRatioIsOfTheTwoTurnsOfOneRound() {
    assertThat(report.lines())
        .contains(
            "legs/s                                 2,000      1,250   0.63  0.50–0.75",
            "look-ups/s                            100.00      80.00   0.80  0.70–0.90");
  }

  @Test
  void processorTimeIsForAMillionLegsAndForOneLookUp() {
    ObjectNode json = report.json();

    assertThat(json.at("/turns/0/engine, CPU s per million legs").asDouble()).isEqualTo(25);
    assertThat(json.at("/turns/0/broker, CPU s per million legs").asDouble()).isEqualTo(5);
    assertThat(json.at("/turns/0/engine, CPU ms per look-up").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/turns/1/encrypted").asBoolean()).isTrue();
    assertThat(json.at("/ratios/look-up p50, ms").asDouble()).isEqualTo(1);
  }
}
