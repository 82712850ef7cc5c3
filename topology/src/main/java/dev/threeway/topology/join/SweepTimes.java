package dev.threeway.topology.join;

import java.util.function.LongConsumer;

/** Tells how long each sweep held its thread. Thread-safe. */
public final class SweepTimes {
  /** The Streams property that may hold the one to tell. */
  public static final String PROPERTY = "threeway.sweep.times";

  private volatile LongConsumer observer = nanos -> {};

  /**
   * From here on tells another.
   *
   * @param nanos called by stream threads, with the nanoseconds that a sweep took
   */
  public void tell(LongConsumer nanos) {
    observer = nanos;
  }

  void took(long nanos) {
    observer.accept(nanos);
  }
}
