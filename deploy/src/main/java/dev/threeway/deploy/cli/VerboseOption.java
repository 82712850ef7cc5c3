package dev.threeway.deploy.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** What every command that can fail takes. */
final class VerboseOption {
  @Option(names = "--verbose", description = "Log what is done, and print stack traces.")
  void verbose(boolean on) {
    if (on) {
      Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.setLevel(Level.INFO);
    }
  }
}
