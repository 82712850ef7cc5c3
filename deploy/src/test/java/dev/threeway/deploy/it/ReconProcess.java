package dev.threeway.deploy.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Runs the packaged command line, as the script does, on a directory of its own. */
final class ReconProcess {
  private final Path directory;
  private final Path out;
  private final Path err;

  /** How a command ended. */
  record Ended(int code, String out, String err) {}

  ReconProcess(Path directory) {
    this.directory = directory;
    this.out = directory.resolveSibling("out.txt");
    this.err = directory.resolveSibling("err.txt");
  }

  Process start(String... arguments) throws IOException {
    Files.deleteIfExists(out);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.add("-Dthreeway.home=" + SharedStack.home().toAbsolutePath().normalize());
    command.add("-Dlogback.configurationFile=logback-cli.xml");
    command.addAll(List.of("-cp", SharedStack.home().resolve("deploy/target/lib") + "/*"));
    command.add("dev.threeway.deploy.cli.Recon");
    command.addAll(List.of(arguments));
    if (takesDirectory(arguments)) {
      command.addAll(List.of("--dir", directory.toString()));
    }
    return new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  private static boolean takesDirectory(String... arguments) {
    return List.of(
            "up",
            "down",
            "status",
            "simulate",
            "verify",
            "rebuild-history",
            "dead-letters",
            "audit")
        .contains(arguments[0]);
  }

  Ended run(String... arguments) throws IOException, InterruptedException {
    int code = start(arguments).waitFor();
    return new Ended(code, read(out), errors());
  }

  String errors() throws IOException {
    return read(err);
  }

  void awaitLine(Process process, String line) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !process.isAlive() || read(out).lines().anyMatch(line::equals));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
