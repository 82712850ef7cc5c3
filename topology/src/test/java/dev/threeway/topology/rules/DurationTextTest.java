package dev.threeway.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as people write them. */
class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    "5m, PT5M",
    "24h, PT24H",
    "7d, PT168H",
    "' 90 s ', PT1M30S",
    "PT1H30M, PT1H30M",
    "' PT5M ', PT5M"
  })
  void aNumberWithAUnitAndIsoAreUnderstood(String text, Duration duration) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "5 weeks", "-5s", "1.5h", "1234567890123s"})
  void anythingElseIsAnErrorThatShowsHowToWriteIt(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"%s\" is no duration; write a number and a unit, such as 500ms, 30s, 5m, 24h or 7d",
            text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0ms",
    "PT0.5S, 500ms",
    "PT1.001S, 1001ms",
    "PT-1S, -1s",
    "PT1S, 1s",
    "PT90S, 90s",
    "PT60S, 1m",
    "PT61M, 61m",
    "PT60M, 1h",
    "PT25H, 25h",
    "PT24H, 1d",
    "PT168H, 7d"
  })
  void aDurationIsWrittenInTheLargestUnitThatFitsAndReadBack(Duration duration, String text) {
    assertThat(DurationText.format(duration)).isEqualTo(text);
    if (!duration.isNegative()) {
      assertThat(DurationText.parse(text)).isEqualTo(duration);
    }
  }
}
