package dev.threeway.benchmarks.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The verdict of a peer")
class VerdictsTest {
  private final Verdicts verdicts = new Verdicts(Duration.ofSeconds(5));

  /** A leg reads amount in 1/10 000, currency, status, event time in ms, account. */
  @ParameterizedTest(name = "{0} / {1} / {2}: {3}")
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "1000000 USD SUCCESS 0 A; 1000000 USD SUCCESS 0 A; 1000000 USD SUCCESS 0 A;"
            + " CORE+GATEWAY+MOBILE agree",
        "1000000 USD SUCCESS 0 A; 1000100 USD SUCCESS 0 A; 1000000 USD SUCCESS 0 A;"
            + " CORE+GATEWAY+MOBILE agree",
        "1000000 USD SUCCESS 0 A; 1000101 USD SUCCESS 0 A; 1000000 USD SUCCESS 0 A;"
            + " CORE+GATEWAY+MOBILE differ in AMOUNT",
        "-; 1000000 USD SUCCESS 0 A; 1200000 USD SUCCESS 0 A; GATEWAY+MOBILE differ in AMOUNT",
        "1000000 USD SUCCESS 0 A; 2500000 EUR SUCCESS 0 A; 1000000 USD SUCCESS 0 A;"
            + " CORE+GATEWAY+MOBILE differ in CURRENCY",
        "1000000 USD SUCCESS 0 A; 1000000 USD FAILED 0 A; -; CORE+GATEWAY differ in STATUS",
        "1000000 USD SUCCESS 0 A; 1000000 USD SUCCESS 0 B; 1000000 USD SUCCESS 0 A;"
            + " CORE+GATEWAY+MOBILE differ in ACCOUNT",
        "1000000 USD SUCCESS 0 A; 1000000 USD SUCCESS 5000 A; 1000000 USD SUCCESS 0 A;"
            + " CORE+GATEWAY+MOBILE agree",
        "1000000 USD SUCCESS 0 A; 1000000 USD SUCCESS 5001 A; 1000000 USD SUCCESS 0 A;"
            + " CORE+GATEWAY+MOBILE differ in TIMESTAMP",
        "1000000 USD SUCCESS 0 A; 2000000 USD FAILED 0 B; -;"
            + " CORE+GATEWAY differ in AMOUNT, STATUS, ACCOUNT",
        "1000000 USD SUCCESS 0 A; -; -; CORE agree",
      })
  void followsTheDefaultRules(String core, String gateway, String mobile, String expected) {
    LegReports legs =
        reports(leg(Source.CORE, core), leg(Source.GATEWAY, gateway), leg(Source.MOBILE, mobile));

    assertThat(verdicts.on(legs)).isEqualTo(expected);
    assertThat(verdicts.differ(legs)).isEqualTo(expected.contains("differ"));
  }

  @Test
  @DisplayName("rests on the first report of each source")
  void firstReportStands() {
    LegReports legs =
        reports(
            leg(Source.CORE, "1000000 USD SUCCESS 0 A"),
            leg(Source.CORE, "2000000 USD SUCCESS 0 A"),
            leg(Source.MOBILE, "1000000 USD SUCCESS 0 A"));

    assertThat(verdicts.on(legs)).isEqualTo("CORE+MOBILE agree");
  }

  @Test
  @DisplayName("is due by the earliest event time, whatever order the legs come in")
  void earliestEventTimeCounts() {
    LegReports legs =
        reports(
            leg(Source.MOBILE, "1 USD SUCCESS 700 A"),
            leg(Source.CORE, "1 USD SUCCESS 300 A"),
            leg(Source.GATEWAY, "1 USD SUCCESS 500 A"));

    assertThat(legs.earliest()).isEqualTo(300);
    assertThat(legs.complete()).isTrue();
  }

  private static LegReports reports(LegReport... legs) {
    LegReports reports = LegReports.NONE;
    for (LegReport leg : legs) {
      reports = leg == null ? reports : reports.with(leg);
    }
    return reports;
  }

  private static LegReport leg(Source source, String text) {
    if (text == null) {
      return null;
    }
    List<String> parts = List.of(text.split(" "));
    return new LegReport(
        source,
        Long.parseLong(parts.get(0)),
        parts.get(1),
        TransactionStatus.valueOf(parts.get(2)),
        Long.parseLong(parts.get(3)),
        parts.get(4));
  }
}
