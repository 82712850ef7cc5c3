package dev.threeway.deploy.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a part's process is started.
 *
 * @param command the program and its arguments
 * @param directory its working directory
 * @param environment variables on top of our own
 */
record Launch(List<String> command, Path directory, Map<String, String> environment) {
  Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * Starts the process, with both outputs appended to a file.
   *
   * <p>It becomes the leader of a session of its own: the terminal's Ctrl-C then reaches only the
   * launcher, which stops the parts in order, and the parts of a detached stack outlive it.
   */
  Process start(Path log) throws IOException {
    List<String> line = new ArrayList<>(ownSession());
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static List<String> ownSession() {
    if (onPath("setsid")) {
      return List.of("setsid");
    }
    // macOS has no setsid, but a Perl.
    return onPath("perl")
        ? List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die", "--")
        : List.of();
  }

  static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
