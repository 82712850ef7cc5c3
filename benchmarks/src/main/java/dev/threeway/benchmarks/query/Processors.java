package dev.threeway.benchmarks.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.threeway.benchmarks.cluster.ProcessUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Who has used the processors in a stretch of time. */
final class Processors {
  private static final Path MACHINE = Path.of("/proc/stat");

  /** Where idle and waiting for the disk stand in the first line of {@code /proc/stat}. */
  private static final int IDLE = 4;

  private static final int TICKS_PER_SECOND = 100;

  private record Snapshot(
      long nanos, Duration load, Duration engines, Duration broker, double busySeconds) {}

  private final List<ProcessHandle> engines;
  private final List<ProcessHandle> broker;
  private Snapshot begin;

  Processors(List<Long> engines, long broker) {
    this.engines = engines.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    this.broker = ProcessHandle.of(broker).stream().toList();
  }

  /** Begins the stretch. */
  void begin() {
    begin = now();
  }

  /** Ends the stretch and writes down, in seconds, what each has used in it. */
  void end(ObjectNode node) {
    Snapshot end = now();
    double load = seconds(end.load().minus(begin.load()));
    double ofEngines = seconds(end.engines().minus(begin.engines()));
    double ofBroker = seconds(end.broker().minus(begin.broker()));
    node.put("wall", (end.nanos() - begin.nanos()) / 1e9)
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("load", load)
        .put("engines", ofEngines)
        .put("broker", ofBroker)
        .put(
            "others",
            Math.max(0, end.busySeconds() - begin.busySeconds() - load - ofEngines - ofBroker));
  }

  private Snapshot now() {
    return new Snapshot(
        System.nanoTime(),
        ProcessUsage.cpu(List.of(ProcessHandle.current())),
        ProcessUsage.cpu(engines),
        ProcessUsage.cpu(broker),
        busySeconds());
  }

  /** What all processes of the machine have used; 0 where the system does not say. */
  private static double busySeconds() {
    if (!Files.isReadable(MACHINE)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(MACHINE)) {
      String[] fields = lines.findFirst().orElseThrow().split(" +", -1);
      long ticks = 0;
      // Behind steal come guests, which stand in user already.
      for (int i = 1; i <= 8; i++) {
        ticks += i == IDLE || i == IDLE + 1 ? 0 : Long.parseLong(fields[i]);
      }
      return (double) ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MACHINE, e);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
