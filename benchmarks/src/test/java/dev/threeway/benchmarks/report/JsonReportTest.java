package dev.threeway.benchmarks.report;

import static dev.threeway.benchmarks.report.Samples.RIGHT;
import static dev.threeway.benchmarks.report.Samples.WRONG;
import static dev.threeway.benchmarks.report.Samples.measured;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {
  @TempDir private Path folder;
  private JsonNode json;

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("in").resolve("bench.json");
    ThroughputReport report =
        new ThroughputReport(
            "threeway",
            List.of("threeway", "dsl-chain"),
            List.of(measured("threeway", 1, 0.003, RIGHT), measured("dsl-chain", 1, 0.01, WRONG)));
    JsonReport.write(file, Map.of("seed", "1"), report);
    json = new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void itSaysHowItWasMeasured() {
    assertThat(json.at("/settings/seed").asText()).isEqualTo("1");
  }

  @Test
  void itHasTheFiguresOfTheTable() {
    assertThat(json.at("/contenders/0/name").asText()).isEqualTo("threeway");
    assertThat(json.at("/contenders/0/legs_per_second/median").asDouble()).isEqualTo(100_000);
    assertThat(json.at("/contenders/0/right").asBoolean()).isTrue();
    assertThat(json.at("/ratios/dsl-chain").asDouble()).isEqualTo(300 / 0.003 / (300 / 0.01));
  }

  @Test
  void itHasEveryRoundWithItsJudgement() {
    JsonNode round = json.at("/contenders/1/rounds/0");

    assertThat(round.at("/seconds").asDouble()).isEqualTo(0.01);
    assertThat(round.at("/judgement/twice").asInt()).isEqualTo(3);
    assertThat(round.at("/judgement/breaks/MISSING/recall").asDouble()).isEqualTo(0.5);
  }
}
