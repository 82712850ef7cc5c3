package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.ContenderProcess;
import dev.threeway.benchmarks.cluster.ProcessUsage;
import dev.threeway.benchmarks.cluster.TopicAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The clock of a run. It looks from outside, twenty times a second, at the offsets that the group
 * has committed and, once they have reached the end of the input, at the ends of the outputs. The
 * run was over when either changed for the last time; that nothing changes any more is clear some
 * seconds later, which are not counted.
 */
final class Watch {
  private static final Duration POLL = Duration.ofMillis(50);

  /** Longer than any timer that a contender may still have to wait for. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private static final Duration NO_PROGRESS = Duration.ofMinutes(3);

  private final TopicAdmin admin;
  private final ProcessHandle broker;
  private final List<ProcessHandle> own;
  private final long legs;
  private final Consumer<String> progress;
  private final Snapshot begin;

  /** A moment, and what had been used by then. */
  private record Snapshot(long nanos, Duration cpu, Duration brokerCpu) {}

  /**
   * What a run took.
   *
   * @param wall from the begin of consuming to the last change
   * @param cpu of the contender's processes in that time
   * @param brokerCpu of the broker in that time
   */
  record Finish(Duration wall, Duration cpu, Duration brokerCpu) {}

  /** Starts the clock. */
  Watch(
      TopicAdmin admin,
      ProcessHandle broker,
      List<ProcessHandle> own,
      long legs,
      Consumer<String> progress) {
    this.admin = admin;
    this.broker = broker;
    this.own = own;
    this.legs = legs;
    this.progress = progress;
    this.begin = now();
  }

  private Snapshot now() {
    return new Snapshot(
        System.nanoTime(), ProcessUsage.cpu(own), ProcessUsage.cpu(List.of(broker)));
  }

  Finish untilDone(
      String group,
      Map<TopicPartition, Long> inputEnds,
      Outputs outputs,
      ContenderProcess process) {
    Snapshot last = begin;
    long seen = -1;
    while (true) {
      process.requireAlive();
      long left = left(inputEnds, admin.committed(group));
      // Both grow by what has been done; the outputs are looked at when all has been read.
      long done = left > 0 ? legs - left : legs + outputs.amount();
      if (done != seen) {
        seen = done;
        last = now();
        show(legs - left, last);
      } else {
        Duration still = Duration.ofNanos(System.nanoTime() - last.nanos);
        if (left == 0 && still.compareTo(QUIET) > 0) {
          return finish(last);
        }
        if (still.compareTo(NO_PROGRESS) > 0) {
          throw new BenchmarkException(
              "%s has committed nothing for %d s, and %,d legs are left"
                  .formatted(group, NO_PROGRESS.toSeconds(), left));
        }
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void show(long read, Snapshot at) {
    double seconds = (at.nanos - begin.nanos) / 1e9;
    progress.accept(
        String.format(Locale.ROOT, ": %,d of %,d legs, %,.0f legs/s", read, legs, read / seconds));
  }

  private Finish finish(Snapshot last) {
    return new Finish(
        Duration.ofNanos(last.nanos - begin.nanos),
        last.cpu.minus(begin.cpu),
        last.brokerCpu.minus(begin.brokerCpu));
  }

  static long left(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
        .sum();
  }
}
