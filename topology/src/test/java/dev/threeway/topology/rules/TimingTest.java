package dev.threeway.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows that contradict one another are refused. */
class TimingTest {
  @Test
  void theDeadlineLiesWindowAndGraceAfterTheFirstLegAndExpiryTheRetentionLater() {
    Timing timing = timing("PT5M", "PT30S", "PT24H", "PT1M");

    assertThat(timing.windowAndGraceMillis()).isEqualTo(330_000);
    assertThat(timing.retentionMillis()).isEqualTo(86_400_000);
    assertThat(timing.expiryMillis()).isEqualTo(86_730_000);
    assertThat(timing.maxFutureSkewMillis()).isEqualTo(60_000);
  }

  @Test
  void noGraceNoSkewAndARetentionAsLongAsTheWindowAreAllowed() {
    Timing timing = timing("PT0.001S", "PT0S", "PT0.001S", "PT0S");

    assertThat(timing.expiryMillis()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PT0S   | PT30S     | PT24H    | PT5M     | window must be longer than zero, but is 0ms",
        "PT-1S  | PT30S     | PT24H    | PT5M     | window must be longer than zero, but is -1s",
        "PT5M   | PT-0.001S | PT24H    | PT5M     | grace must not be negative, but is -1ms",
        "PT5M   | PT30S     | PT4M59S  | PT5M     | retention (299s) must not be below the"
            + " window (5m): late legs would find their group gone",
        "PT5M   | PT30S     | PT24H    | PT-1S    | the largest future skew must not be negative,"
            + " but is -1s"
      })
  void aContradictionIsNamed(
      String window, String grace, String retention, String skew, String message) {
    assertThatThrownBy(() -> timing(window, grace, retention, skew))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static Timing timing(String window, String grace, String retention, String skew) {
    return new Timing(
        Duration.parse(window),
        Duration.parse(grace),
        Duration.parse(retention),
        Duration.parse(skew));
  }
}
