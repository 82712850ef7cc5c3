package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.deploy.it.ReconProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark as users run it, on a handful of transactions: every contender's job is whole. */
@TestInstance(Lifecycle.PER_CLASS)
class BenchIT {
  private static final int TRANSACTIONS = 2_000;

  private Ended ended;
  private JsonNode json;

  @BeforeAll
  void run(@TempDir Path folder) throws IOException, InterruptedException {
    Path report = folder.resolve("bench.json");
    ended =
        new ReconProcess(folder.resolve("bench"))
            .run(
                "bench",
                "--dir",
                folder.resolve("bench").toString(),
                "--transactions",
                Integer.toString(TRANSACTIONS),
                "--rounds",
                "1",
                "--partitions",
                "3",
                "--contenders",
                "threeway,copy,ceiling",
                "--json",
                report.toString());
    if (ended.code() == 0) {
      json = new ObjectMapper().readTree(report.toFile());
    }
  }

  @Test
  void itEndsWell() {
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void itPrintsATableAndARatioForEachOtherContender() {
    assertThat(ended.out())
        .containsPattern("(?m)^contender +legs/s +least–most .* verdicts$")
        .containsPattern("(?m)^threeway +[0-9,]+ .* right$")
        .containsPattern("(?m)^copy +[0-9,]+ .* right$")
        .containsPattern("(?m)^ceiling +[0-9,]+ .* –$")
        .containsPattern("(?m)^ratio threeway / copy [0-9]+\\.[0-9]{2}$")
        .containsPattern("(?m)^ratio threeway / ceiling [0-9]+\\.[0-9]{2}$");
  }

  @Test
  void everyVerdictOfTheEngineIsJudged() {
    JsonNode judgement = json.at("/contenders/0/rounds/0/judgement");

    assertThat(judgement.at("/expected").asInt()).isEqualTo(TRANSACTIONS);
    assertThat(judgement.at("/right").asBoolean()).isTrue();
    assertThat(judgement.at("/breaks/AMOUNT/injected").asInt()).isPositive();
    assertThat(judgement.at("/breaks/MISSING/detected").asInt())
        .isPositive()
        .isEqualTo(judgement.at("/breaks/MISSING/injected").asInt());
  }

  @Test
  void theEngineLeavesAChangelogAndACopyOneRecordForEachLeg() {
    JsonNode engine = json.at("/contenders/0/rounds/0");
    JsonNode copy = json.at("/contenders/1/rounds/0");

    assertThat(engine.at("/changelog_records").asLong())
        .isGreaterThanOrEqualTo(engine.at("/transactions").asLong());
    assertThat(copy.at("/published").asLong()).isEqualTo(copy.at("/legs").asLong());
  }
}
