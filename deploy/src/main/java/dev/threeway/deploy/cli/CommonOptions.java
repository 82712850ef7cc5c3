package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.StackDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that deals with a stack takes. */
final class CommonOptions {
  @Option(
      names = "--dir",
      paramLabel = "DIRECTORY",
      description =
          "Where the stack keeps its data, logs and process ids. Default: .threeway beside this script.")
  private Path directory;

  @Mixin VerboseOption verbose;

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
