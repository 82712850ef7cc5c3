package dev.threeway.sink.supervisor;

import java.time.Duration;
import java.time.Instant;

/**
 * When one task is restarted: after a pause that doubles with each restart, up to a limit. From
 * there on it is only tried once in a long while, until it has run for some time. Not thread-safe.
 */
final class RestartBudget {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** Between two attempts once the limit is reached. */
  static final Duration PAUSE_AFTER_LIMIT = Duration.ofMinutes(10);

  /** After so long without a failure, the task counts as sound. */
  static final Duration PROBATION = Duration.ofMinutes(5);

  private static final int DOUBLINGS = 4;

  private final int limit;
  private int used;
  private long total;
  private Instant due;
  private Instant runningSince;

  /** A whole budget of so many restarts. */
  RestartBudget(int limit) {
    this.limit = limit;
  }

  /** The task has been seen to run. */
  void sound(Instant now) {
    due = null;
    if (runningSince == null) {
      runningSince = now;
    } else if (!now.isBefore(runningSince.plus(PROBATION))) {
      used = 0;
    }
  }

  /**
   * The task has been seen to have failed.
   *
   * @return whether it is time to restart it
   */
  boolean failed(Instant now) {
    runningSince = null;
    if (due == null) {
      due = now.plus(pause());
    }
    return !now.isBefore(due);
  }

  /** The task is restarted, which counts. */
  void restarted() {
    due = null;
    used = Math.min(used + 1, limit);
    total++;
  }

  /** The pause before the next restart. */
  private Duration pause() {
    if (isSpent()) {
      return PAUSE_AFTER_LIMIT;
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(used, DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Whether no restart in a row is left: someone has to look at the task. */
  boolean isSpent() {
    return used >= limit;
  }

  /** How many restarts were made since the worker started. */
  long total() {
    return total;
  }
}
