package dev.threeway.topology.join;

import dev.threeway.schemas.records.Source;

/**
 * Tells a task how much of its input it has seen: a leg that is already readable on its topic but
 * not read yet must never be called missing. Thread-safe.
 */
public interface InputHorizon {
  /** Nothing is known yet: no verdict may rest on the silence of a source. */
  long NOTHING = Long.MIN_VALUE;

  /** For drivers that hand over every leg before they move the clock, such as a replay. */
  InputHorizon ALL_READ =
      new InputHorizon() {
        @Override
        public void assigned(int partition) {}

        @Override
        public void released(int partition) {}

        @Override
        public void taken(Source source, int partition, long offset) {}

        @Override
        public long readThrough(int partition) {
          return Long.MAX_VALUE;
        }
      };

  /** A task of this partition starts; what was known about it is void. */
  void assigned(int partition);

  /** The task of this partition has ended. */
  void released(int partition);

  /** The join has taken in the record at this position of a source's topic. */
  void taken(Source source, int partition, long offset);

  /**
   * The latest instant, in wall-clock ms, of which it is known that every leg that was readable
   * then, on this partition of any of the three topics, has been taken in; {@link #NOTHING} if
   * there is none.
   */
  long readThrough(int partition);
}
