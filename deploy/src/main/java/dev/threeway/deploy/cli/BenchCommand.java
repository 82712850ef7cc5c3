package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.contenders.Contenders;
import dev.threeway.benchmarks.input.InputPlan;
import dev.threeway.benchmarks.report.JsonReport;
import dev.threeway.benchmarks.report.Measurement;
import dev.threeway.benchmarks.report.ThroughputReport;
import dev.threeway.benchmarks.run.ThroughputBench;
import dev.threeway.benchmarks.run.ThroughputSettings;
import dev.threeway.simulator.faults.FaultPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the engine beside its peers. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchLatencyCommand.class,
      BenchGrowthCommand.class,
      BenchRecoveryCommand.class,
      BenchSinkCommand.class,
      BenchApiCommand.class,
      BenchTlsCommand.class,
      BenchMicroCommand.class,
      ProfileCommand.class
    },
    description = {
      "Measure the engine beside its peers and its limits: every contender reads the same labelled",
      "input from a broker of its own, one after the other, and what it finds is judged.",
      "",
      "legs/s is counted from the moment at which a process consumes until every input offset is",
      "committed and the last verdict can be read with read_committed. Starts are not in it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon bench                                        all contenders, three rounds",
      "  ./recon bench --transactions 50000 --rounds 1        a quick look",
      "  ./recon bench --contenders threeway,dsl-chain --json bench.json",
      "  ./recon bench latency                                how long a break takes",
      "  ./recon bench growth                                 with more groups, partitions, faults",
      "  ./recon bench recovery                               how an engine comes back",
      "  ./recon bench sink                                   PostgreSQL beside COPY",
      "  ./recon bench api                                    the query API under load",
      "  ./recon bench tls                                    the price of TLS and of tokens",
      "  ./recon bench micro                                  single steps, by JMH"
    })
final class BenchCommand implements Callable<Integer> {
  @Mixin private BenchOptions bench;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many transactions, of three legs each. Default: ${DEFAULT-VALUE}.")
  private long transactions;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each contender runs. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--contenders",
      paramLabel = "NAME",
      split = ",",
      description = "Who takes part: ${COMPLETION-CANDIDATES}. Default: all.",
      completionCandidates = ContenderNames.class)
  private List<String> contenders = new ContenderNames().names();

  @Option(
      names = "--faults",
      paramLabel = "PLAN",
      defaultValue = InputPlan.FAULTS,
      description = "What is injected, and how often. Default: ${DEFAULT-VALUE}.")
  private String faults;

  @Option(
      names = "--per-second",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Transactions in a second of event time: how many are open at once. Default: ${DEFAULT-VALUE}.")
  private int perSecond;

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
      description = "Threads of each contender. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--commit-interval",
      paramLabel = "TIME",
      defaultValue = "100ms",
      converter = ReplayCommand.DurationType.class,
      description = "How often each contender commits. Default: ${DEFAULT-VALUE}.")
  private Duration commitInterval;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the same, and every single round, to a file.")
  private Path json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ThroughputSettings settings = settings();
    Map<String, String> failures = new LinkedHashMap<>();
    List<Measurement> measurements =
        bench.on(
            partitions,
            spec.commandLine().getOut(),
            (cluster, progress) -> {
              ThroughputBench throughput = new ThroughputBench(cluster, settings, progress);
              List<Measurement> measured = throughput.run();
              failures.putAll(throughput.failures());
              return measured;
            });
    ThroughputReport report =
        new ThroughputReport(
            Contenders.THREEWAY,
            settings.contenders().stream().map(one -> one.name()).toList(),
            measurements);
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    report.lines().forEach(out::println);
    failures.forEach((contender, why) -> out.println(contender + " failed: " + why));
    out.flush();
    if (json != null) {
      JsonReport.write(json, settings.described(), report);
    }
    // That another way is wrong is a finding; that the engine is, a failure.
    return failures.isEmpty() && report.right(Contenders.THREEWAY)
        ? ExitCodes.OK
        : ExitCodes.FAILED;
  }

  private ThroughputSettings settings() {
    if (transactions < 1 || rounds < 1 || partitions < 1 || threads < 1 || perSecond < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--transactions, --rounds, --partitions, --threads and --per-second have to be 1 or more");
    }
    try {
      return new ThroughputSettings(
          new InputPlan(
              transactions,
              perSecond,
              bench.seed,
              FaultPlan.parse(faults),
              partitions,
              bench.window,
              bench.grace),
          Contenders.named(contenders),
          rounds,
          threads,
          commitInterval,
          bench.heap);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
