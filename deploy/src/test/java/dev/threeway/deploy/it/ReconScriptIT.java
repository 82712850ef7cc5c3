package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script on a copy of itself, beside a Java and a build that only say how they were called. */
class ReconScriptIT {
  @TempDir Path temporary;
  private Path project;
  private Path script;

  private record Ended(int code, String out) {}

  @BeforeEach
  void copyTheScript() throws IOException {
    project = Files.createDirectories(temporary.resolve("project"));
    script = project.resolve("recon");
    Files.copy(SharedStack.home().resolve("recon"), script);
    program(project.resolve("mvnw"), "echo \"built with: $*\"");
    Files.createDirectories(project.resolve("topology/src/main"));
    Files.writeString(project.resolve("pom.xml"), "<project/>");
  }

  @Test
  void withoutJavaItSaysWhatToInstall() throws Exception {
    Ended ended = run(Map.of("PATH", toolsWithoutJava(), "JAVA_HOME", ""), "status");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out())
        .startsWith("recon: there is no Java: install a JDK 17 or later")
        .contains("apt-get install openjdk-17-jdk-headless");
  }

  @Test
  void anOldJavaIsRefused() throws Exception {
    Ended ended = run(Map.of("JAVA_HOME", java("1.8.0_402", true).toString()), "status");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).contains("is Java 8: install a JDK 17 or later");
  }

  @Test
  void aRuntimeWithoutACompilerIsNamed() throws Exception {
    Ended ended = run(Map.of("JAVA_HOME", java("17.0.15", false).toString()), "status");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).contains("there is a Java runtime but no compiler (javac)");
  }

  @Test
  void itBuildsOnceAndAgainWhenASourceIsNewer() throws Exception {
    Map<String, String> environment = Map.of("JAVA_HOME", java("21.0.1", true).toString());

    assertThat(run(environment, "status").out()).contains("built with: ");
    assertThat(run(environment, "status").out()).doesNotContain("built with: ");
    Path source = project.resolve("topology/src/main/Changed.java");
    Files.writeString(source, "class Changed {}");
    assertThat(run(environment, "status").out()).contains("built with: ");
  }

  @Test
  void aFailedBuildIsNotTakenForABuild() throws Exception {
    Map<String, String> environment = Map.of("JAVA_HOME", java("17.0.15", true).toString());
    program(project.resolve("mvnw"), "exit 1");

    Ended first = run(environment, "status");
    assertThat(first.code()).isEqualTo(3);
    assertThat(first.out()).contains("recon: the build failed, see above");
    assertThat(run(environment, "status").code()).isEqualTo(3);
  }

  @Test
  void itFindsItsProjectThroughSymbolicLinksAndHandsItsArgumentsOn() throws Exception {
    Path elsewhere = Files.createDirectories(temporary.resolve("else where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("one"), script);
    script = Files.createSymbolicLink(elsewhere.resolve("two"), link.getFileName());

    Ended ended =
        run(Map.of("JAVA_HOME", java("17.0.15", true).toString()), "down", "--dir", "a b");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("<-Dthreeway.home=" + project.toRealPath() + ">")
        .contains("<dev.threeway.deploy.cli.Recon> <down> <--dir> <a b>");
  }

  private Path java(String version, boolean compiler) throws IOException {
    Path home = temporary.resolve("java " + version);
    program(
        home.resolve("bin/java"),
        "if [ \"$1\" = -version ]; then echo 'openjdk version \""
            + version
            + "\" 2025-04-15' >&2; else printf ' <%s>' \"$@\"; fi");
    if (compiler) {
      program(home.resolve("bin/javac"), "exit 0");
    }
    return home;
  }

  /** A path with what the script itself calls, and nothing else. */
  private String toolsWithoutJava() throws IOException {
    Path tools = Files.createDirectories(temporary.resolve("tools"));
    for (String tool : List.of("bash", "env", "dirname", "readlink", "sed", "head", "find")) {
      for (String folder : List.of("/bin", "/usr/bin")) {
        Path program = Path.of(folder, tool);
        if (Files.exists(program) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), program);
        }
      }
    }
    return tools.toString();
  }

  private static void program(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("/bin/bash", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }
}
