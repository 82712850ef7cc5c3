package dev.threeway.deploy.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure a part beside what limits it.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = BenchSinkCommand.class)
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Measure what?");
  }
}
