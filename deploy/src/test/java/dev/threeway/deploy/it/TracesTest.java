package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesTest {
  private static final List<String> CANARY = List.of("canary-that-is-shown");

  @TempDir private Path folder;

  @Test
  void aSecretInTheArgumentsOfAProcessIsSeen() throws Exception {
    Process shown = new ProcessBuilder("sh", "-c", "read line", CANARY.get(0)).start();
    try {
      assertThat(Traces.inArguments(CANARY))
          .containsExactly("/proc/%d: %s".formatted(shown.pid(), CANARY.get(0)));
    } finally {
      shown.destroyForcibly();
    }
  }

  @Test
  void aSecretInALogIsSeen() throws Exception {
    Path log = Files.writeString(folder.resolve("engine.log"), "user=x " + CANARY.get(0) + "\n");

    assertThat(Traces.inFiles(folder, CANARY)).containsExactly(log + ": " + CANARY.get(0));
  }
}
