package dev.threeway.deploy.cli;

import dev.threeway.deploy.sinkbench.SinkBench;
import dev.threeway.deploy.sinkbench.SinkRate;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.sink.verify.SinkTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the sinks. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how fast the sinks write into PostgreSQL, one table after the other, on a stack of",
      "its own, beside COPY of the same rows into a table with the same indexes in the same run.",
      "",
      "Of the results and mismatches one in ten is the second version of a row that is there. In",
      "the end every table is compared with its topic.",
      "",
      "Exits with 0 if there is no difference, else with 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon bench sink                         a million results, 50,000 mismatches",
      "  ./recon bench sink --results 100000        a quick look",
      "  ./recon bench sink --tasks 1               one connection for each table"
    })
final class BenchSinkCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--results",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Records on reconciliation_results. Default: ${DEFAULT-VALUE}.")
  private long results;

  @Option(
      names = "--mismatches",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Records on mismatches. Default: ${DEFAULT-VALUE}.")
  private long mismatches;

  @Option(
      names = "--raw-events",
      paramLabel = "N",
      defaultValue = "300000",
      description = "Records on the three input topics. Default: ${DEFAULT-VALUE}.")
  private long rawEvents;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      defaultValue = "2",
      description = "Tasks of each sink, which share its partitions. Default: ${DEFAULT-VALUE}.")
  private int tasks;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path directory =
        common.isDefault()
            ? common.directory().base().resolve("bench-sink")
            : common.directory().base();
    Console console = new Console(out);
    try (LocalStack stack =
        LocalStack.builder()
            .home(CommonOptions.home())
            .directory(directory)
            .parts(Set.of(Part.POSTGRES, Part.BROKER, Part.REGISTRY, Part.CONNECT))
            .sinkTasks(tasks)
            .onProgress(console::step)
            .build()) {
      stack.directory().deleteData();
      Thread stopper = new Thread(stack::close, "stop");
      Runtime.getRuntime().addShutdownHook(stopper);
      stack.start();
      SinkBench bench = new SinkBench(stack.addresses(), directory, InstantSource.system());
      out.println(SinkRate.head());
      long differences = 0;
      for (SinkTable table : SinkTable.values()) {
        SinkRate rate = bench.measure(table, records(table));
        out.println(rate.line());
        out.flush();
        differences += rate.differences();
      }
      return differences == 0 ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }

  private long records(SinkTable table) {
    return switch (table) {
      case RAW_EVENTS -> rawEvents;
      case RECONCILIATION_RESULTS -> results;
      case MISMATCHES -> mismatches;
    };
  }
}
