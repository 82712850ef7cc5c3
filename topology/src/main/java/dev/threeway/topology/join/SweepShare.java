package dev.threeway.topology.join;

/**
 * Divides the time for which sweeps may hold a thread among the tasks of that thread, which Kafka
 * Streams lets sweep one after the other. Every method counts for the thread that calls it.
 */
final class SweepShare {
  private static final ThreadLocal<int[]> TASKS = ThreadLocal.withInitial(() -> new int[1]);

  private SweepShare() {}

  /** Another task of this thread sweeps from here on. */
  static void join() {
    TASKS.get()[0]++;
  }

  /** A task of this thread has ended. */
  static void leave() {
    TASKS.get()[0] = Math.max(0, TASKS.get()[0] - 1);
  }

  /** What one task gets of the time for all tasks of this thread, in nanoseconds. */
  static long of(long nanosForAll) {
    return nanosForAll / Math.max(1, TASKS.get()[0]);
  }
}
