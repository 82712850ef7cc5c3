package dev.threeway.deploy.cli;

import dev.threeway.sink.verify.SinkTable;
import dev.threeway.sink.verify.SinkVerifier;
import dev.threeway.sink.verify.TableReport;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the tables with their topics. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description = {
      "Compare each table with its topics, completely: how many rows, which keys, every column.",
      "",
      "raw_events has to have every record; reconciliation_results and mismatches the last version",
      "of each key. A record that is among the dead letters of the sink is told and is no",
      "difference; one that is nowhere is. Traffic may go on.",
      "",
      "Exits with 0 if there is no difference, else with 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon verify sink                  all three tables",
      "  ./recon verify sink mismatches       one of them",
      "  ./recon verify sink --wait 300       let the sink catch up for five minutes first"
    })
final class VerifySinkCommand implements Callable<Integer> {
  /** The tables' names. */
  static final class Tables implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(SinkTable.values()).map(SinkTable::table).iterator();
    }
  }

  @Mixin private RunningStackOptions stack;

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "One or more of: ${COMPLETION-CANDIDATES}. Default: all.",
      completionCandidates = Tables.class)
  private List<String> tables = List.of();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long the sink may take to write what is on the topics. Default: ${DEFAULT-VALUE}.")
  private int wait;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException {
    PrintWriter out = spec.commandLine().getOut();
    SinkVerifier verifier = Verifiers.of(stack.addresses(), Duration.ofSeconds(wait));
    long differences = 0;
    for (SinkTable table : chosen()) {
      TableReport report = verifier.verify(table);
      report.lines().forEach(out::println);
      out.flush();
      differences += report.differences();
    }
    return differences == 0 ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private List<SinkTable> chosen() {
    return tables.isEmpty()
        ? List.of(SinkTable.values())
        : tables.stream().map(name -> SinkTable.named(name.toLowerCase(Locale.ROOT))).toList();
  }
}
