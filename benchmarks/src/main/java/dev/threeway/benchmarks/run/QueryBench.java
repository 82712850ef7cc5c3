package dev.threeway.benchmarks.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.cluster.ContenderProcess;
import dev.threeway.benchmarks.contender.ProcessSpec;
import dev.threeway.benchmarks.query.QueryLoad;
import dev.threeway.benchmarks.query.QueryLoadMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast the query API answers while legs come in, and whether it answers right. Legs, questions
 * and judgement come from one process of their own.
 */
public final class QueryBench {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration END_PATIENCE = Duration.ofMinutes(2);
  private static final int HEAP_MB = 768;

  /**
   * The load takes processors from what it measures: a small young generation, so that its own
   * pauses are short, and the quick compiler, as it does not live long enough for the other.
   */
  private static final List<String> JVM = List.of("-Xmn24m", "-XX:TieredStopAtLevel=1");

  private final Cluster cluster;
  private final QueryLoad load;
  private final Progress progress;

  /** A benchmark of the instances that the load names. */
  public QueryBench(Cluster cluster, QueryLoad load, Progress progress) {
    this.cluster = cluster;
    this.load = load;
    this.progress = progress;
  }

  /**
   * Measures once.
   *
   * @return what {@link dev.threeway.benchmarks.report.QueryReport} reads
   */
  public ObjectNode run() {
    progress.at("waiting until the instances have shared the partitions");
    Balance.await(load.instances().get(0), load.instances().size());
    Path folder = Folders.recreate(cluster.directory().resolve("runs").resolve("query"));
    Path told = folder.resolve("load.json");
    Path result = folder.resolve("result.json");
    load.write(told);
    ProcessSpec spec =
        new ProcessSpec(
            cluster.installation().classPath(),
            QueryLoadMain.class.getName(),
            JVM,
            Map.of(QueryLoadMain.LOAD, told.toString(), QueryLoadMain.RESULT, result.toString()));
    Path log = cluster.directory().resolve("logs").resolve("query-load.log");
    try (ContenderProcess process = ContenderProcess.start("the load", spec, HEAP_MB, log)) {
      await(process, result);
      process.awaitEnd(END_PATIENCE);
      return (ObjectNode) new ObjectMapper().readTree(result.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + result, e);
    }
  }

  private void await(ContenderProcess process, Path result) {
    int total = load.warmUpSeconds() + load.measuredSeconds();
    while (!Files.exists(result)) {
      process.requireAlive();
      long seconds = process.sinceLaunch().toSeconds();
      progress.at(
          "%s, %d of %d s"
              .formatted(
                  seconds < load.warmUpSeconds() ? "warming up" : "measuring",
                  Math.min(seconds, total),
                  total));
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
