package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.PartFailedException;
import dev.threeway.deploy.stack.StackBusyException;
import dev.threeway.sink.installer.InstallException;
import dev.threeway.sink.migrations.MigrationException;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Turns an exception into one line for people, and into an exit code. */
final class ErrorLines implements CommandLine.IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception error, CommandLine commandLine, ParseResult parsed) {
    return report(error, commandLine.getErr(), verbose(parsed));
  }

  static int report(Exception error, PrintWriter err, boolean verbose) {
    String reason =
        Objects.requireNonNullElseGet(error.getMessage(), () -> error.getClass().getSimpleName());
    err.println("recon: " + reason.strip().replaceAll("\\s*\\R\\s*", "; "));
    if (error instanceof PartFailedException failure) {
      printLog(failure, err);
    }
    if (verbose) {
      error.printStackTrace(err);
    }
    err.flush();
    return code(error);
  }

  private static int code(Exception error) {
    boolean part =
        error instanceof PartFailedException
            || error instanceof StackBusyException
            || error instanceof InstallException
            || error instanceof MigrationException;
    return part ? ExitCodes.PART : ExitCodes.FAILED;
  }

  private static void printLog(PartFailedException failure, PrintWriter err) {
    if (!failure.logTail().isEmpty()) {
      err.println("the end of " + failure.log().orElseThrow() + ":");
      failure.logTail().forEach(line -> err.println("  " + line));
    }
  }

  private static boolean verbose(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.hasMatchedOption("--verbose");
  }
}
