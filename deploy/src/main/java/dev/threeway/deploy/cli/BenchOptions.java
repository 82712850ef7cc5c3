package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.run.Progress;
import dev.threeway.deploy.stack.Part;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every benchmark takes, and the parts that it runs on. */
final class BenchOptions {
  @Option(
      names = "--dir",
      paramLabel = "DIRECTORY",
      description =
          "Where the benchmark's broker works. Default: .threeway/bench beside this script.")
  private Path directory;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the traffic, but for the times. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = ReplayCommand.DurationType.class,
      description = "The window of each contender. Default: ${DEFAULT-VALUE}.")
  Duration window;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = ReplayCommand.DurationType.class,
      description = "The grace of each contender. Default: ${DEFAULT-VALUE}.")
  Duration grace;

  @Option(
      names = "--heap",
      paramLabel = "MB",
      defaultValue = "1024",
      description = "The largest heap of each contender, in MB. Default: ${DEFAULT-VALUE}.")
  int heap;

  @Mixin VerboseOption verbose;

  /**
   * Starts a fresh broker, registry and PostgreSQL, lets a benchmark run on them, and stops them.
   */
  <T> T on(int partitions, PrintWriter out, BiFunction<Cluster, Progress, T> benchmark) {
    return BenchStack.run(
        directory,
        out,
        stack ->
            stack
                .parts(Set.of(Part.POSTGRES, Part.BROKER, Part.REGISTRY))
                .partitions(partitions)
                .lasting(),
        (stack, progress) -> benchmark.apply(BenchStack.cluster(stack), progress));
  }
}
