package dev.threeway.queryapi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own. */
@Timeout(60)
class MainTest {
  private record Ended(int code, String out, String err) {}

  @TempDir private Path folder;

  @Test
  void helpExplainsEverySettingAndExitCode() throws Exception {
    Ended help = run(Map.of(), List.of(), "--help");

    assertThat(help.code()).isZero();
    for (Setting setting : Setting.ALL) {
      assertThat(help.out()).contains(setting.key() + ", " + setting.environmentName());
      assertThat(help.out()).containsIgnoringWhitespaces(setting.purpose() + ".");
    }
    assertThat(help.out()).contains("--config=FILE", "THREEWAY_CONFIG", "78");
  }

  @Test
  void versionNamesTheBuild() throws Exception {
    Ended version = run(Map.of(), List.of(), "--version");

    assertThat(version.code()).isZero();
    assertThat(version.out()).matches("threeway \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
  }

  @Test
  void aBadSettingStopsTheStartWithOneLine() throws Exception {
    Ended ended = run(Map.of("THREEWAY_HTTP_PORT", "eighty"), List.of());

    assertThat(ended.code()).isEqualTo(78);
    assertThat(ended.err())
        .isEqualTo(
            "threeway.http.port is \"eighty\", but must be a whole number from 0 to 65535\n");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void aFileNamedByTheEnvironmentIsRead() throws Exception {
    Path absent = folder.resolve("absent.properties");

    Ended ended = run(Map.of("THREEWAY_CONFIG", absent.toString()), List.of());

    assertThat(ended.code()).isEqualTo(78);
    assertThat(ended.err())
        .isEqualTo(
            "cannot read the settings file %s: name a readable properties file in UTF-8\n"
                .formatted(absent));
  }

  @Test
  void aPortThatIsTakenStopsTheStartWithOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = run(Map.of(), List.of("-Dthreeway.http.port=" + taken.getLocalPort()));

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err())
          .isEqualTo(
              "cannot listen on 127.0.0.1:%d: choose another threeway.http.host or"
                      .formatted(taken.getLocalPort())
                  + " threeway.http.port\n");
    }
  }

  @Test
  void settingsThatContradictOneAnotherStopTheStartWithOneLine() throws Exception {
    Ended ended =
        run(
            Map.of(),
            List.of(
                "-Dthreeway.http.port=0",
                "-Dthreeway.http.metrics-port=0",
                "-Dthreeway.engine.window=5m",
                "-Dthreeway.engine.retention=1m"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err()).contains("retention (", "must not be below the window (");
  }

  private Ended run(Map<String, String> environment, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(),
        new String(java.nio.file.Files.readAllBytes(out), UTF_8),
        new String(java.nio.file.Files.readAllBytes(err), UTF_8));
  }
}
