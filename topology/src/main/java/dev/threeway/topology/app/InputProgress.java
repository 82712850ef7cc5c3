package dev.threeway.topology.app;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.InputHorizon;

/**
 * How far one task has read its three inputs. Thread-safe: the task's thread and the prober share
 * it.
 */
final class InputProgress {
  private static final long UNKNOWN = -1;
  private static final int SOURCES = Source.values().length;

  private record Ends(long instant, long[] offsets) {}

  private final long[] position = filled(UNKNOWN);
  private final long[] handedOut = filled(UNKNOWN);
  private final long[] taken = filled(UNKNOWN);
  private boolean started;
  private Ends newest;
  private Ends target;
  private long readThrough = InputHorizon.NOTHING;

  synchronized boolean hasStart() {
    return started;
  }

  /** Where the task begins to read, by source. */
  synchronized void startsAt(long[] offsets) {
    for (int i = 0; i < SOURCES; i++) {
      position[i] = Math.max(position[i], offsets[i]);
    }
    started = true;
  }

  /** Where the inputs ended at an instant or later, by source. */
  synchronized void endsAt(long instant, long[] offsets) {
    newest = new Ends(instant, offsets);
  }

  synchronized void positioned(Source source, long next, long last) {
    position[source.ordinal()] = Math.max(position[source.ordinal()], next);
    handedOut[source.ordinal()] = Math.max(handedOut[source.ordinal()], last);
  }

  synchronized void taken(Source source, long offset) {
    taken[source.ordinal()] = offset;
  }

  /**
   * The latest instant of which the ends have been reached. An end is kept until it is reached:
   * under load the newest one never would be.
   */
  synchronized long readThrough() {
    if (target == null) {
      target = newest;
    }
    if (target != null && started && reached(target)) {
      readThrough = target.instant();
      target = newest.instant() > readThrough ? newest : null;
    }
    return readThrough;
  }

  private boolean reached(Ends ends) {
    for (int i = 0; i < SOURCES; i++) {
      if (position[i] < ends.offsets()[i] || taken[i] < handedOut[i]) {
        return false;
      }
    }
    return true;
  }

  private static long[] filled(long value) {
    long[] offsets = new long[SOURCES];
    java.util.Arrays.fill(offsets, value);
    return offsets;
  }
}
