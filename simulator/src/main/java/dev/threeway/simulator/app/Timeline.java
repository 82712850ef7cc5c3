package dev.threeway.simulator.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time by which legs are sent. Used by one thread at a time. */
interface Timeline {
  /** The current time in milliseconds since the epoch; never goes backwards. */
  long millis();

  /** Waits until a time has come; may return earlier. */
  void await(long millis);

  /** Whether time passes only by {@link #await}. */
  boolean virtual();

  /** The time of a clock. */
  static Timeline of(InstantSource clock) {
    return new Timeline() {
      private static final long LONGEST_WAIT_MILLIS = 100;
      private long last = clock.millis();

      @Override
      public long millis() {
        last = Math.max(last, clock.millis());
        return last;
      }

      @Override
      public void await(long millis) {
        long wait = Math.min(millis - millis(), LONGEST_WAIT_MILLIS);
        if (wait > 0) {
          LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(wait));
        }
      }

      @Override
      public boolean virtual() {
        return false;
      }
    };
  }

  /** A time that jumps to whatever is waited for. */
  static Timeline virtual(Instant start) {
    return new Timeline() {
      private long time = start.toEpochMilli();

      @Override
      public long millis() {
        return time;
      }

      @Override
      public void await(long millis) {
        time = Math.max(time, millis);
      }

      @Override
      public boolean virtual() {
        return true;
      }
    };
  }
}
