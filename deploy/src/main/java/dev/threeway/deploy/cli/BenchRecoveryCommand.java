package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contenders.Contenders;
import dev.threeway.benchmarks.report.Recovery;
import dev.threeway.benchmarks.run.RecoveryBench;
import dev.threeway.benchmarks.run.RecoverySettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how an engine comes back. */
@Command(
    name = "recovery",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how fast stores come back from their changelogs, beside the same changelogs being",
      "read and written in bulk, and how long nobody answers after one of two engines is killed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon bench recovery",
      "  ./recon bench recovery --groups 50000 --standbys 0      a quick look"
    })
final class BenchRecoveryCommand implements Callable<Integer> {
  private static final int PARTITIONS = 12;

  @Mixin private BenchOptions bench;

  @Option(
      names = "--groups",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many groups lie in the stores. Default: ${DEFAULT-VALUE}.")
  private long groups;

  @Option(
      names = "--standbys",
      paramLabel = "N",
      split = ",",
      defaultValue = "0,1",
      description = "Standbys of each store, when an engine is killed. Default: ${DEFAULT-VALUE}.")
  private List<Integer> standbys;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of each engine. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--commit-interval",
      paramLabel = "TIME",
      defaultValue = "100ms",
      converter = ReplayCommand.DurationType.class,
      description = "How often an engine commits. Default: ${DEFAULT-VALUE}.")
  private Duration commitInterval;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RecoverySettings settings =
        new RecoverySettings(groups, standbys, PARTITIONS, threads, bench.heap, commitInterval);
    PrintWriter out = spec.commandLine().getOut();
    Contender engine = Contenders.named(List.of(Contenders.THREEWAY)).get(0);
    Recovery recovery =
        bench.on(
            PARTITIONS,
            out,
            (cluster, progress) -> new RecoveryBench(cluster, settings, engine, progress).run());
    out.println();
    recovery.lines().forEach(out::println);
    out.flush();
    return ExitCodes.OK;
  }
}
