package dev.threeway.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class QueryReportTest {
  private static final String RESULT =
      """
      {
        "seconds": 60.0, "legs_per_second": 9999.6, "requests_per_second": 500.0,
        "cpu_seconds": {"wall": 60.0, "processors": 2, "load": 12.0, "engines": 48.0,
          "broker": 24.0, "others": 6.0},
        "answers": {"right": 44998, "stale": 0, "partial": 1, "unavailable": 2, "wrong": 1},
        "wrong": ["it was published already: 127.0.0.1:1/x → 404 {}"],
        "latency_us": [
          {"what": "a matched transaction", "status": 200, "count": 12000, "p50": 1240,
            "p99": 8460, "p99_9": 20000, "max": 31999},
          {"what": "the 50 newest breaks", "status": 0, "count": 1, "p50": 10000000,
            "p99": 10000000, "p99_9": 10000000, "max": 10000000}],
        "transactions_us": {"what": "all transactions", "count": 24000, "p50": 1250, "p99": 9000,
          "p99_9": 20000, "max": 32000},
        "lists_us": {"what": "all lists", "count": 6000, "p50": 5000, "p99": 40000,
          "p99_9": 50000, "max": 60000}
      }
      """;

  @Test
  void itHasLatenciesRatesProcessorsAndWhatWasWrong() throws Exception {
    QueryReport report = new QueryReport(new ObjectMapper().readTree(RESULT));

    assertThat(report.lines())
        .containsExactly(
            "asked for              status  answers    p50 ms    p99 ms  p99.9 ms    max ms",
            "a matched transaction     200   12,000       1.2       8.5      20.0      32.0",
            "the 50 newest breaks     none        1  10,000.0  10,000.0  10,000.0  10,000.0",
            "all transactions          all   24,000       1.3       9.0      20.0      32.0",
            "all lists                 all    6,000       5.0      40.0      50.0      60.0",
            "",
            "10,000 legs/s and 500.0 requests/s for 60 s",
            "of 2 processors: the load itself 10 %, the engines 40 %, the broker 20 %, everything"
                + " else 5 %",
            "every answer judged, with those before the measurement: 44,998 right, 0 declared"
                + " stale, 1 declared partial, 2 503, 1 wrong",
            "WRONG it was published already: 127.0.0.1:1/x → 404 {}");
    assertThat(report.wrong()).isEqualTo(1);
  }
}
