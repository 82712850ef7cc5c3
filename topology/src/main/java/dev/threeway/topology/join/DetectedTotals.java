package dev.threeway.topology.join;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;

/**
 * How many of the breaks that were detected in one hour of the wall clock are still open, minute by
 * minute: what their age is read from, without a look at each. Confined to one thread.
 */
public final class DetectedTotals {
  /** Minutes of an hour. */
  public static final int MINUTES = 60;

  private final long[] counters = new long[MINUTES];

  /**
   * The key of {@link Keyspace#TOTALS} under which an hour stands; keys are in the order of time.
   *
   * @param hour hours since the epoch
   */
  public static Bytes key(long hour) {
    return TotalsKey.of(TotalsKey.DETECTED, hour);
  }

  /** The hour, since the epoch, that a key stands for. */
  public static long hour(Bytes key) {
    return TotalsKey.number(key);
  }

  /** The hour, since the epoch, of an instant in wall-clock ms. */
  static long hourOf(long instant) {
    return Math.floorDiv(instant, TimeUnit.HOURS.toMillis(1));
  }

  /** A break was opened (1), or is open no longer (-1), that was detected at this instant. */
  void add(long detectedAt, int sign) {
    long minute = Math.floorDiv(detectedAt, TimeUnit.MINUTES.toMillis(1));
    counters[Math.floorMod(minute, MINUTES)] += sign;
  }

  /**
   * Open breaks that were detected in a minute.
   *
   * @param minuteOfHour from 0 to 59
   */
  public long open(int minuteOfHour) {
    return counters[minuteOfHour];
  }

  boolean isEmpty() {
    return Arrays.stream(counters).allMatch(counter -> counter == 0);
  }

  byte[] encode() {
    return TotalsKey.encode(counters);
  }

  /** Reads a value of the store; null gives totals of zero. */
  public static DetectedTotals decode(byte[] value) {
    DetectedTotals totals = new DetectedTotals();
    TotalsKey.decode(value, totals.counters);
    return totals;
  }
}
