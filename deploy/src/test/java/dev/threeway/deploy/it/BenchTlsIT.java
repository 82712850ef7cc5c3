package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.deploy.it.ReconProcess.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The price of TLS, small: what counts here is that both sides do the work and are compared. */
class BenchTlsIT {
  @Test
  void bothSidesTakeInTheirLegsAndAnswer(@TempDir Path folder) throws Exception {
    Path report = folder.resolve("tls.json");

    Ended ended =
        new ReconProcess(folder.resolve("bench"))
            .run(
                "bench",
                "tls",
                "--dir",
                folder.resolve("bench").toString(),
                "--transactions",
                "20000",
                "--rounds",
                "1",
                "--warm-up",
                "1s",
                "--duration",
                "2s",
                "--json",
                report.toString());

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .containsPattern("(?m)^legs/s +[0-9,.]+ +[0-9,.]+ +[0-9.]+ +[0-9.]+–[0-9.]+$")
        .containsPattern("(?m)^engine, CPU ms per look-up +[0-9,.]+ +[0-9,.]+ +[0-9.]+ ");
    JsonNode turns = new ObjectMapper().readTree(report.toFile()).path("turns");
    assertThat(turns).hasSize(2);
    assertThat(turns.findValuesAsText("encrypted")).containsExactly("false", "true");
    assertThat(turns)
        .allSatisfy(turn -> assertThat(turn.path("look-ups/s").asDouble()).isPositive());
  }
}
