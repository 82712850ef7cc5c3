package dev.threeway.sink.installer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long an attempt goes on, and the pause between two looks. */
final class Deadline {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * Waits a little.
   *
   * @return false, without waiting, if the time is over
   */
  boolean pause() {
    long left = end - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, PAUSE.toNanos()));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InstallException("interrupted while waiting for Kafka Connect", e);
    }
  }
}
