package dev.threeway.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyReportTest {
  private static final List<Latency> LATENCIES =
      List.of(new Latency(1_000, 999.6, 100, histogram(1, 100), histogram(1_001, 1_010)));

  private static Histogram histogram(long from, long to) {
    Histogram histogram = new Histogram(3);
    for (long value = from; value <= to; value++) {
      histogram.recordValue(value);
    }
    return histogram;
  }

  @Test
  void aLineHasThePercentilesOfMismatchesAndOfWhatIsMissing() {
    assertThat(LatencyReport.lines(LATENCIES))
        .containsExactly(
            "load legs/s  sent legs/s  commit ms  mismatches  p50 ms  p99 ms  p99.9 ms  max ms"
                + "  MISSING  p50 over ms  p99 over ms  max over ms",
            "1,000              1,000        100         100      50      99       100     100"
                + "       10        1,005        1,010        1,010");
  }

  @Test
  void jsonHasTheSame() {
    ObjectNode json = LatencyReport.json(LATENCIES);

    assertThat(json.at("/latencies/0/commit_interval_ms").asLong()).isEqualTo(100);
    assertThat(json.at("/latencies/0/mismatch_ms/p99").asLong()).isEqualTo(99);
    assertThat(json.at("/latencies/0/missing_overshoot_ms/max").asLong()).isEqualTo(1_010);
  }
}
