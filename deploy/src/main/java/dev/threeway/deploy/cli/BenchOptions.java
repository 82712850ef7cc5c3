package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.contender.Installation;
import dev.threeway.benchmarks.run.Progress;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.deploy.stack.StackDirectory;
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
    Console console = new Console(out);
    LocalStack stack =
        LocalStack.builder()
            .home(CommonOptions.home())
            .directory(emptied().base())
            .parts(Set.of(Part.POSTGRES, Part.BROKER, Part.REGISTRY))
            .partitions(partitions)
            .onProgress(console::step)
            .build();
    Thread stopper = new Thread(() -> console.stopping(stack), "stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    try {
      out.println("Starting a broker in " + stack.directory().base());
      out.flush();
      stack.start();
      return benchmark.apply(cluster(stack), progress(new LiveLine(out)));
    } finally {
      // Interrupted by Ctrl-C, the hook does it.
      stack.stop();
    }
  }

  /** What an earlier benchmark has left would be read again. */
  private StackDirectory emptied() {
    StackDirectory used =
        new StackDirectory(
            directory == null
                ? CommonOptions.home().resolve(".threeway").resolve("bench")
                : directory);
    RunningStack.in(used).filter(RunningStack::abandoned).ifPresent(RunningStack::stop);
    if (RunningStack.in(used).isEmpty()) {
      used.deleteData();
    }
    return used;
  }

  private static Cluster cluster(LocalStack stack) {
    Addresses addresses = stack.addresses();
    return new Cluster(
        addresses.bootstrapServers(),
        addresses.registryUrl(),
        addresses.jdbcUrl() + "?user=" + Addresses.POSTGRES_USER,
        stack.process(Part.BROKER).orElseThrow(),
        stack.process(Part.POSTGRES).orElseThrow(),
        addresses.api(),
        addresses.connect(),
        stack.directory().base(),
        new Installation(
            CommonOptions.home(),
            CommonOptions.home().resolve("deploy/target/lib").resolve("*").toString()));
  }

  private static Progress progress(LiveLine line) {
    return new Progress() {
      @Override
      public void at(String text) {
        line.show("  " + text);
      }

      @Override
      public void done(String text) {
        line.end("  " + text);
      }
    };
  }
}
