package dev.threeway.benchmarks.micro;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the small benchmarks, each in forks of its own, and says what each call allocates, too. */
public final class MicroBench {
  private static final int WARM_UPS = 3;
  private static final int ITERATIONS = 5;

  private MicroBench() {}

  /**
   * Runs them, and prints to standard output what JMH does.
   *
   * @param pattern a part of the names, as a regular expression
   * @param forks how many JVMs for each
   * @param json null to write no file
   * @throws BenchmarkException if no benchmark has such a name, or one failed
   */
  public static void run(String pattern, int forks, Path json) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(pattern)
            .forks(forks)
            .warmupIterations(WARM_UPS)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(ITERATIONS)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            // Not those of the command, which are for a short life.
            .jvmArgs("-Xmx512m");
    if (json != null) {
      options.result(json.toString()).resultFormat(ResultFormatType.JSON);
    }
    try {
      new Runner(options.build()).run();
    } catch (RunnerException failed) {
      throw new BenchmarkException(failed.getMessage(), failed);
    }
  }
}
