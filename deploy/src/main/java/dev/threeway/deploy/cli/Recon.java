package dev.threeway.deploy.cli;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line over the local stack. */
@Command(
    name = "recon",
    mixinStandardHelpOptions = true,
    version = "Threeway 0.1.0-SNAPSHOT",
    description = {
      "",
      "Real-time reconciliation of what three systems report about the same transactions.",
      "",
      "It runs on real parts, all on this machine, with no Docker: a Kafka broker, a schema",
      "registry, PostgreSQL, Kafka Connect with its JDBC sink, and the engine.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon demo                  see it work: inject faults, find them, compare",
      "  ./recon up                    start everything, with traffic, until Ctrl-C",
      "  ./recon up --detach           the same in the background",
      "  ./recon simulate --rate 500 --transactions 20000 --faults amount=2%%,missing=1%%",
      "  ./recon replay --input legs.jsonl --output out.jsonl   what the engine makes of a file",
      "  ./recon bench                 measure the engine beside its peers",
      "  ./recon status                what runs, where, and how it is",
      "  ./recon token --user auditor  a token for the API",
      "  ./recon scale 3               three instances of the engine in a stack that runs",
      "  ./recon verify sink           hold PostgreSQL against the topics, every column",
      "  ./recon audit verify          is the record of who did what whole?",
      "  ./recon rebuild-history       fill the tables from the topics again, while it runs",
      "  ./recon dead-letters list     what was turned away, and why",
      "  ./recon down                  stop it, and clean up after a run that was killed",
      "",
      "Exit codes:",
      "  0  all is well",
      "  1  a check failed: something was not found that should have been, or the reverse",
      "  2  the command line is wrong",
      "  3  a part is missing, does not start, died, or is in use by another run",
      "",
      "Run ./recon COMMAND --help to learn more about a command."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      SimulateCommand.class,
      ReplayCommand.class,
      StatusCommand.class,
      TokenCommand.class,
      ScaleCommand.class,
      VerifyCommand.class,
      AuditCommand.class,
      RebuildHistoryCommand.class,
      BenchCommand.class,
      DeadLettersCommand.class,
      TestCommand.class
    })
public final class Recon implements Runnable {
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public Recon() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    // Here, and not by two threads at once, which SLF4J would complain about on standard error.
    LoggerFactory.getILoggerFactory();
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Recon())
        .setExecutionExceptionHandler(new ErrorLines())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(96);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
