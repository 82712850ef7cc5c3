package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contenders.Contenders;
import dev.threeway.benchmarks.report.JsonReport;
import dev.threeway.benchmarks.report.Latency;
import dev.threeway.benchmarks.report.LatencyReport;
import dev.threeway.benchmarks.run.LatencyBench;
import dev.threeway.benchmarks.run.LatencySettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long breaks take. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how long a break takes, from the append of the leg that decides it to the mismatch",
      "that a reader with read_committed gets, and how long after its deadline a MISSING comes.",
      "The load comes from the same machine."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon bench latency",
      "  ./recon bench latency --rates 1000 --commit-intervals 100ms --measure 10s   a quick look",
      "  ./recon bench latency --rates 1000,10000,45000      the last: half of what it can do"
    })
final class BenchLatencyCommand implements Callable<Integer> {
  @Mixin private BenchOptions bench;

  @Option(
      names = "--rates",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000,10000",
      description = "Loads, in legs a second. Default: ${DEFAULT-VALUE}.")
  private List<Integer> rates;

  @Option(
      names = "--commit-intervals",
      paramLabel = "TIME",
      split = ",",
      defaultValue = "20ms,100ms,500ms",
      converter = ReplayCommand.DurationType.class,
      description = "Commit intervals of the engine. Default: ${DEFAULT-VALUE}.")
  private List<Duration> commitIntervals;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = ReplayCommand.DurationType.class,
      description = "How long traffic flows before anything counts. Default: ${DEFAULT-VALUE}.")
  private Duration warmUp;

  @Option(
      names = "--measure",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = ReplayCommand.DurationType.class,
      description = "How long it counts. Default: ${DEFAULT-VALUE}.")
  private Duration measured;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "12",
      description = "Partitions of every topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of the engine. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the same to a file.")
  private Path json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    LatencySettings settings =
        new LatencySettings(
            rates,
            commitIntervals,
            warmUp,
            measured,
            bench.window,
            bench.grace,
            partitions,
            threads,
            bench.heap,
            bench.seed);
    PrintWriter out = spec.commandLine().getOut();
    Contender engine = Contenders.named(List.of(Contenders.THREEWAY)).get(0);
    List<Latency> latencies =
        bench.on(
            partitions,
            out,
            (cluster, progress) -> new LatencyBench(cluster, settings, engine, progress).run());
    out.println();
    LatencyReport.lines(latencies).forEach(out::println);
    out.flush();
    if (json != null) {
      JsonReport.write(json, LatencyReport.json(latencies));
    }
    return ExitCodes.OK;
  }
}
