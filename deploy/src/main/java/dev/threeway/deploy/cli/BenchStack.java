package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.contender.Installation;
import dev.threeway.benchmarks.run.Progress;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.LocalStackBuilder;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.deploy.stack.StackDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The parts that a benchmark runs on: fresh, its own, and stopped at the end. */
final class BenchStack {
  private BenchStack() {}

  /**
   * Starts a stack, lets a benchmark run on it, and stops it.
   *
   * @param directory where it works; null for the usual place
   * @param parts what it is made of
   */
  static <T> T run(
      Path directory,
      PrintWriter out,
      UnaryOperator<LocalStackBuilder> parts,
      BiFunction<LocalStack, Progress, T> benchmark) {
    Console console = new Console(out);
    LocalStack stack =
        parts
            .apply(
                LocalStack.builder()
                    .home(CommonOptions.home())
                    .directory(emptied(directory).base())
                    .onProgress(console::step))
            .build();
    Thread stopper = new Thread(() -> console.stopping(stack), "stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    try {
      out.println("Starting a broker in " + stack.directory().base());
      out.flush();
      stack.start();
      return benchmark.apply(stack, progress(new LiveLine(out)));
    } finally {
      // Interrupted by Ctrl-C, the hook does it.
      stack.stop();
    }
  }

  /** What an earlier benchmark has left would be read again. */
  private static StackDirectory emptied(Path directory) {
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

  /** What a benchmark has to know of a stack. */
  static Cluster cluster(LocalStack stack) {
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
        installation());
  }

  /** Where the programs are. */
  static Installation installation() {
    return new Installation(
        CommonOptions.home(),
        CommonOptions.home().resolve("deploy/target/lib").resolve("*").toString());
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
