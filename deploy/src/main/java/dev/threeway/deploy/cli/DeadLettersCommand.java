package dev.threeway.deploy.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What was turned away. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = {
      "List, show and put back the records that the engine or a sink has turned away.",
      "",
      "Each has an id: where it lies, such as dead_letters-3@17."
    },
    synopsisSubcommandLabel = "WHAT",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon dead-letters list --reason INVALID_AMOUNT",
      "  ./recon dead-letters show dead_letters-3@17",
      "  ./recon dead-letters replay dead_letters-3@17 --set amount=12.30           a dry run",
      "  ./recon dead-letters replay dead_letters-3@17 --set amount=12.30 --apply   for good"
    },
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersShowCommand.class,
      DeadLettersReplayCommand.class
    })
final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "List, show or replay?");
  }
}
