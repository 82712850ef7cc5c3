package dev.threeway.deploy.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds one part of a running stack against another. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Hold what one part has stored against what another has published.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = VerifySinkCommand.class)
final class VerifyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Verify what?");
  }
}
