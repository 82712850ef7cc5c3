package dev.threeway.deploy.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contenders.Contenders;
import dev.threeway.benchmarks.input.InputPlan;
import dev.threeway.benchmarks.report.Growth;
import dev.threeway.benchmarks.report.GrowthReport;
import dev.threeway.benchmarks.report.JsonReport;
import dev.threeway.benchmarks.report.Measurement;
import dev.threeway.benchmarks.report.ThroughputReport;
import dev.threeway.benchmarks.run.GrowthBench;
import dev.threeway.benchmarks.run.GrowthSettings;
import dev.threeway.benchmarks.run.Progress;
import dev.threeway.benchmarks.run.Sweep;
import dev.threeway.benchmarks.run.ThroughputSettings;
import dev.threeway.simulator.faults.FaultPlan;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what does not stay small. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = {
      "Measure what it costs to have more: more groups that are open at once, more partitions, more",
      "faults. Ten million open groups take about 6 GB of disk and some minutes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon bench growth",
      "  ./recon bench growth --groups 10000,100000 --partitions= --faults=    only open groups",
      "  ./recon bench growth --groups= --partitions 1,12 --faults=           only partitions"
    })
final class BenchGrowthCommand implements Callable<Integer> {
  private static final int PARTITIONS = 12;
  private static final int PER_SECOND = 10_000;
  private static final int ROUNDS = 1;

  @Mixin private BenchOptions bench;

  @Option(
      names = "--groups",
      paramLabel = "N",
      split = ",",
      defaultValue = "10000,1000000,10000000",
      description = "Open groups; nothing for none of this. Default: ${DEFAULT-VALUE}.")
  private List<String> groups;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,4,12,48",
      description = "Partitions; nothing for none of this. Default: ${DEFAULT-VALUE}.")
  private List<String> partitions;

  @Option(
      names = "--faults",
      paramLabel = "PERCENT",
      split = ",",
      defaultValue = "0.1,2,20",
      description =
          "Transactions with a fault, in percent; nothing for none of this. Default: ${DEFAULT-VALUE}.")
  private List<String> faults;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      defaultValue = "300000",
      description = "How many are reconciled for each figure. Default: ${DEFAULT-VALUE}.")
  private long transactions;

  @Option(
      names = "--look-ups",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many open groups are asked for over HTTP. Default: ${DEFAULT-VALUE}.")
  private int lookUps;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of the engine. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--commit-interval",
      paramLabel = "TIME",
      defaultValue = "100ms",
      converter = ReplayCommand.DurationType.class,
      description = "How often the engine commits. Default: ${DEFAULT-VALUE}.")
  private Duration commitInterval;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures with open groups to a file.")
  private Path json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Long> wantedGroups = given(groups).stream().map(Long::valueOf).toList();
    List<Integer> wantedPartitions = given(partitions).stream().map(Integer::valueOf).toList();
    List<BigDecimal> wantedFaults = given(faults).stream().map(BigDecimal::new).toList();
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode figures =
        bench.on(
            PARTITIONS,
            out,
            (cluster, progress) -> {
              List<Growth> growth = groups(wantedGroups, cluster, progress);
              print(growth.isEmpty() ? List.of() : GrowthReport.lines(growth), out);
              Sweep sweep = new Sweep(cluster, settings(), progress);
              List<String> labels = wantedPartitions.stream().map(Sweep::partitionsLabel).toList();
              print(lines(labels, sweep.partitions(wantedPartitions)), out);
              labels = wantedFaults.stream().map(Sweep::faultsLabel).toList();
              print(lines(labels, sweep.faults(wantedFaults)), out);
              return GrowthReport.json(growth);
            });
    if (json != null) {
      JsonReport.write(json, figures);
    }
    return ExitCodes.OK;
  }

  private static List<String> given(List<String> values) {
    return values.stream().map(String::strip).filter(value -> !value.isEmpty()).toList();
  }

  private static List<String> lines(List<String> labels, List<Measurement> measurements) {
    return labels.isEmpty()
        ? List.of()
        : new ThroughputReport(labels.get(0), labels, measurements).lines();
  }

  private static void print(List<String> lines, PrintWriter out) {
    if (!lines.isEmpty()) {
      out.println();
      lines.forEach(out::println);
      out.println();
      out.flush();
    }
  }

  private List<Growth> groups(List<Long> wanted, Cluster cluster, Progress progress) {
    GrowthSettings settings =
        new GrowthSettings(
            wanted,
            transactions,
            lookUps,
            PARTITIONS,
            threads,
            bench.heap,
            commitInterval,
            bench.seed);
    return new GrowthBench(cluster, settings, engine(), progress).run();
  }

  private ThroughputSettings settings() {
    return new ThroughputSettings(
        new InputPlan(
            transactions,
            PER_SECOND,
            bench.seed,
            FaultPlan.parse(InputPlan.FAULTS),
            PARTITIONS,
            bench.window,
            bench.grace),
        List.of(engine()),
        ROUNDS,
        threads,
        commitInterval,
        bench.heap);
  }

  private static Contender engine() {
    return Contenders.named(List.of(Contenders.THREEWAY)).get(0);
  }
}
