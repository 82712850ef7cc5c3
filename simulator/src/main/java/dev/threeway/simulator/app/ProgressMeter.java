package dev.threeway.simulator.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Decides when progress is told, and works out the rates. */
final class ProgressMeter {
  private static final long PAUSE_MILLIS = 250;
  private static final long LOOK_BACK_MILLIS = 2_000;

  private record Sample(long at, long transactions, long legs) {}

  private final Progress progress;
  private final InstantSource clock;
  private final long total;
  private final long startedAt;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long due;

  ProgressMeter(Progress progress, InstantSource clock, long total) {
    this.progress = progress;
    this.clock = clock;
    this.total = total;
    this.startedAt = clock.millis();
    this.due = startedAt + PAUSE_MILLIS;
    samples.add(new Sample(startedAt, 0, 0));
  }

  Duration elapsed() {
    return Duration.ofMillis(Math.max(0, clock.millis() - startedAt));
  }

  /**
   * Tells progress if it is time to.
   *
   * @param outstandingMillis how long the legs that wait to be sent will still take
   */
  void tick(long transactions, long legs, long faults, long outstandingMillis) {
    if (clock.millis() >= due) {
      tell(transactions, legs, faults, outstandingMillis);
    }
  }

  void tell(long transactions, long legs, long faults, long outstandingMillis) {
    long at = clock.millis();
    due = at + PAUSE_MILLIS;
    while (samples.size() > 1 && samples.getFirst().at < at - LOOK_BACK_MILLIS) {
      samples.removeFirst();
    }
    Sample since = samples.getFirst();
    samples.addLast(new Sample(at, transactions, legs));
    long millis = Math.max(1, at - since.at);
    long perSecond = (transactions - since.transactions) * 1_000 / millis;
    progress.update(
        new Progress.Update(
            transactions,
            total,
            legs,
            faults,
            perSecond,
            (legs - since.legs) * 1_000 / millis,
            Duration.ofMillis(Math.max(0, at - startedAt)),
            remaining(transactions, perSecond, outstandingMillis)));
  }

  private Optional<Duration> remaining(long transactions, long perSecond, long outstandingMillis) {
    if (total == 0 || (perSecond == 0 && transactions < total)) {
      return Optional.empty();
    }
    long begin = transactions < total ? (total - transactions) * 1_000 / perSecond : 0;
    return Optional.of(Duration.ofMillis(Math.max(begin, outstandingMillis)));
  }
}
