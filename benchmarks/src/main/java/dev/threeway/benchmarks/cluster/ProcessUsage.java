package dev.threeway.benchmarks.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Stream;

/** What processes have used, with their children. */
public final class ProcessUsage {
  private static final String PEAK = "VmHWM:";
  private static final long KB = 1024;

  private ProcessUsage() {}

  /** The processor time of all threads since the start of each process. */
  public static Duration cpu(Collection<ProcessHandle> processes) {
    return trees(processes)
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * The most memory that each process has held, added up: resident set, VmHWM. Pages that processes
   * share count for each. 0 where the system has no {@code /proc}.
   */
  public static long peakBytes(Collection<ProcessHandle> processes) {
    return trees(processes).mapToLong(ProcessUsage::peakBytes).sum();
  }

  private static Stream<ProcessHandle> trees(Collection<ProcessHandle> processes) {
    return processes.stream().flatMap(one -> Stream.concat(Stream.of(one), one.descendants()));
  }

  private static long peakBytes(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines.filter(line -> line.startsWith(PEAK)).mapToLong(ProcessUsage::bytes).sum();
    } catch (IOException | UncheckedIOException goneOrNoSuchFileSystem) {
      return 0;
    }
  }

  /** Reads {@code VmHWM: 12345 kB}. */
  static long bytes(String line) {
    return Long.parseLong(line.substring(PEAK.length()).replace("kB", "").strip()) * KB;
  }
}
