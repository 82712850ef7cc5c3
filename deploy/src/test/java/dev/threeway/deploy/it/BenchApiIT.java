package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.deploy.it.ReconProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of the query API, small: what counts here is that it asks, judges and reports. */
class BenchApiIT {
  private static final int REQUESTS_PER_SECOND = 40;
  private static final int SECONDS = 5;

  @Test
  void everyAnswerOfTwoInstancesIsJudgedAndNoneIsWrong(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path report = folder.resolve("api.json");

    Ended ended =
        new ReconProcess(folder.resolve("bench"))
            .run(
                "bench",
                "api",
                "--dir",
                folder.resolve("bench").toString(),
                "--instances",
                "2",
                "--legs-per-second",
                "300",
                "--requests-per-second",
                Integer.toString(REQUESTS_PER_SECOND),
                "--connections",
                "10",
                "--warm-up",
                SECONDS + "s",
                "--duration",
                SECONDS + "s",
                "--window",
                "6s",
                "--grace",
                "1s",
                "--json",
                report.toString());

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .containsPattern("(?m)^asked for +status +answers +p50 ms +p99 ms +p99.9 ms +max ms$")
        .containsPattern("(?m)^a matched transaction +200 +[0-9]+ ")
        .containsPattern("(?m)^a mismatched transaction +200 +[0-9]+ ")
        .containsPattern("(?m)^an unknown transaction +404 +[0-9]+ ")
        .containsPattern("(?m)^the 50 newest breaks +200 +[0-9]+ ")
        .containsPattern("(?m)^[0-9,]+ legs/s and [0-9.]+ requests/s for 5 s$")
        .containsPattern(
            "(?m)^of [0-9]+ processors: the load itself [0-9]+ %, the engines [0-9]+ %")
        .containsPattern("(?m)^every answer judged, .* 0 wrong$");
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.at("/transactions_us/count").asInt() + json.at("/lists_us/count").asInt())
        .isEqualTo(REQUESTS_PER_SECOND * SECONDS);
    JsonNode answers = json.path("answers");
    assertThat(answers.path("right").asInt()).isGreaterThan(REQUESTS_PER_SECOND * SECONDS);
    assertThat(answers.path("wrong").asInt(-1)).isZero();
  }
}
