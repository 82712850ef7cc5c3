package dev.threeway.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContenderSettingsTest {
  @TempDir private Path folder;

  private ContenderSettings settings() {
    return new ContenderSettings(
        "127.0.0.1:9092",
        "http://127.0.0.1:8081",
        "bench-x-1",
        folder.resolve("state"),
        folder.resolve("ready"),
        List.of("a", "b", "c"),
        "verdicts",
        2,
        Duration.ofMillis(100),
        64,
        256,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        8080,
        Optional.of("127.0.0.1:6379"),
        Optional.empty());
  }

  private static Properties properties(ContenderSettings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.properties());
    return properties;
  }

  @Test
  void aProcessReadsWhatTheHarnessHasSet() {
    assertThat(ContenderSettings.from(properties(settings()))).isEqualTo(settings());
  }

  @Test
  void aSettingThatIsNotThereIsNamed() {
    Properties properties = properties(settings());
    properties.remove("bench.run-id");

    assertThatThrownBy(() -> ContenderSettings.from(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Dbench.run-id is not set; the harness does");
  }

  @Test
  void aNumberThatIsNoneIsNamed() {
    Properties properties = properties(settings());
    properties.setProperty("bench.threads", "two");

    assertThatThrownBy(() -> ContenderSettings.from(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bench.threads is no number: two");
  }

  @Test
  void theReadyFileTellsTheFirstTimeAtWhichItWasReady() throws IOException {
    ContenderSettings settings = settings();
    settings.ready();
    String first = Files.readString(settings.readyFile());
    settings.ready();

    assertThat(Long.parseLong(first)).isPositive();
    assertThat(settings.readyFile()).hasContent(first);
  }
}
