package dev.threeway.deploy.stack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition instead of a time. */
final class Await {
  private Await() {}

  /**
   * Looks at a condition until it holds.
   *
   * @return whether it came to hold within {@code patience}; an interrupt ends the waiting
   */
  static boolean until(BooleanSupplier condition, Duration patience, Duration poll) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(poll.toNanos());
    }
    return true;
  }
}
