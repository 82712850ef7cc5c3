package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.sink.installer.SinkRewind;
import dev.threeway.sink.verify.SinkTable;
import dev.threeway.sink.verify.TableReport;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills the tables from the topics again. */
@Command(
    name = "rebuild-history",
    mixinStandardHelpOptions = true,
    description = {
      "Fill the tables in PostgreSQL from the beginning of the topics, while everything runs.",
      "",
      "The sinks are sent back and write every record again. What is in a table stays, unless",
      "--empty is given: the newer of two versions wins. In the end the tables are compared with",
      "the topics, as ./recon verify sink does.",
      "",
      "Exits with 0 if there is no difference in the end, else with 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon rebuild-history              after rows were lost, or a database was restored",
      "  ./recon rebuild-history --empty      from nothing: rows that no topic accounts for go too"
    })
final class RebuildHistoryCommand implements Callable<Integer> {
  private static final Duration STEP = Duration.ofSeconds(60);

  @Mixin private RunningStackOptions stack;

  @Option(names = "--empty", description = "Empty the tables first.")
  private boolean empty;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long the sinks may take for each table. Default: ${DEFAULT-VALUE}.")
  private int wait;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException {
    PrintWriter out = spec.commandLine().getOut();
    Addresses addresses = stack.addresses();
    List<String> connectors = Arrays.stream(SinkTable.values()).map(SinkTable::connector).toList();
    new SinkRewind(addresses.connectAddress(), STEP)
        .rewind(connectors, () -> prepare(addresses, out));
    out.println("The sinks read from the beginning of their topics.");
    out.flush();
    long differences = 0;
    for (SinkTable table : SinkTable.values()) {
      TableReport report = Verifiers.of(addresses, Duration.ofSeconds(wait)).verify(table);
      report.lines().forEach(out::println);
      out.flush();
      differences += report.differences();
    }
    return differences == 0 ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void prepare(Addresses addresses, PrintWriter out) {
    if (!empty) {
      return;
    }
    String tables =
        Arrays.stream(SinkTable.values()).map(SinkTable::table).collect(Collectors.joining(", "));
    try (Connection connection =
            DriverManager.getConnection(addresses.jdbcUrl(), Addresses.POSTGRES_USER, null);
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE " + tables);
      out.println("Emptied " + tables + ".");
      out.flush();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot empty %s: %s".formatted(tables, e.getMessage()), e);
    }
  }
}
