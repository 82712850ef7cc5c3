package dev.threeway.topology.app;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.InputHorizon;
import java.util.Arrays;

/**
 * How far one task has read its three inputs. Thread-safe: the task's thread and the prober share
 * it.
 */
final class InputProgress {
  private static final long UNKNOWN = -1;
  private static final long NOT_HANDED_OUT = Long.MAX_VALUE;
  private static final int SOURCES = Source.values().length;

  private record Ends(long instant, long[] offsets) {}

  private final long[] position = filled(UNKNOWN);
  private final long[] handedOut = filled(UNKNOWN);
  private final long[] taken = filled(UNKNOWN);

  /** The last record that has to be taken in for the target to be reached, by source. */
  private final long[] needed = filled(NOT_HANDED_OUT);

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
      findNeeded(i);
    }
    started = true;
  }

  /** Where the inputs ended at an instant or later, by source. */
  synchronized void endsAt(long instant, long[] offsets) {
    newest = new Ends(instant, offsets);
    if (target == null) {
      aimAt(newest);
    }
  }

  synchronized void positioned(Source source, long next, long last) {
    int i = source.ordinal();
    position[i] = Math.max(position[i], next);
    handedOut[i] = Math.max(handedOut[i], last);
    findNeeded(i);
  }

  synchronized void taken(Source source, long offset) {
    taken[source.ordinal()] = offset;
  }

  /**
   * The latest instant of which the ends have been reached. An end is kept until it is reached, and
   * what is handed out after it does not count: under load there is always more.
   */
  synchronized long readThrough() {
    if (target != null && isReached()) {
      readThrough = target.instant();
      target = null;
      if (newest.instant() > readThrough) {
        aimAt(newest);
      }
    }
    return readThrough;
  }

  private void aimAt(Ends ends) {
    target = ends;
    for (int i = 0; i < SOURCES; i++) {
      needed[i] = NOT_HANDED_OUT;
      findNeeded(i);
    }
  }

  private void findNeeded(int source) {
    if (target != null
        && needed[source] == NOT_HANDED_OUT
        && position[source] >= target.offsets()[source]) {
      needed[source] = handedOut[source];
    }
  }

  private boolean isReached() {
    for (int i = 0; i < SOURCES; i++) {
      if (taken[i] < needed[i]) {
        return false;
      }
    }
    return true;
  }

  private static long[] filled(long value) {
    long[] offsets = new long[SOURCES];
    Arrays.fill(offsets, value);
    return offsets;
  }
}
