package dev.threeway.deploy.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.threeway.deploy.stack.StackDirectory;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** What every command that deals with a stack takes. */
final class CommonOptions {
  @Option(
      names = "--dir",
      paramLabel = "DIRECTORY",
      description =
          "Where the stack keeps its data, logs and process ids. Default: .threeway beside this script.")
  private Path directory;

  @Option(names = "--verbose", description = "Log what is done, and print stack traces.")
  void verbose(boolean on) {
    if (on) {
      Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.setLevel(Level.INFO);
    }
  }

  /** The top of the project. */
  static Path home() {
    return Path.of(System.getProperty("threeway.home", "")).toAbsolutePath().normalize();
  }

  StackDirectory directory() {
    return new StackDirectory(directory == null ? home().resolve(".threeway") : directory);
  }

  /** Whether the caller has not said where. */
  boolean isDefault() {
    return directory == null;
  }
}
