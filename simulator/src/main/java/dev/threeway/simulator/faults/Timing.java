package dev.threeway.simulator.faults;

import java.time.Duration;

/**
 * The times that decide what comes of a fault, in milliseconds: what the engine is set to, and how
 * far apart a transaction's legs are.
 *
 * @param windowMillis the engine's window
 * @param graceMillis the engine's grace
 * @param toleranceMillis the engine's timestamp tolerance
 * @param spreadMillis the longest time between a transaction's first and last leg
 */
public record Timing(long windowMillis, long graceMillis, long toleranceMillis, long spreadMillis) {
  /** How far a source's clock can be behind. */
  public static final long SKEW_MILLIS = 300;

  /** How long a leg can take from its event to its topic. */
  public static final long LATENCY_MILLIS = 40;

  /** How much later than all other legs a revision is. */
  static final long REVISION_MILLIS = 800;

  /** How long before its deadline a leg has to be sent, so that it is certainly read in time. */
  static final long SAFETY_MILLIS = 500;

  /** By then the engine has published every break of a deadline. */
  static final long VERDICT_MILLIS = 4_000;

  /** What is left over at the tightest settings: the time of a leg from its send to its topic. */
  private static final long SLACK_MILLIS = 360;

  private static final long ROOM_MILLIS =
      SKEW_MILLIS + LATENCY_MILLIS + REVISION_MILLIS + SAFETY_MILLIS + SLACK_MILLIS;
  private static final long TIMESTAMP_ROOM_MILLIS =
      SKEW_MILLIS + LATENCY_MILLIS + SAFETY_MILLIS + SLACK_MILLIS;

  /** The smallest excess over the timestamp tolerance that is injected. */
  static final long MIN_EXCESS_MILLIS = 100;

  private static final long MAX_EXCESS_MILLIS = 20_000;

  /** The same from durations. */
  public static Timing of(
      Duration window, Duration grace, Duration timestampTolerance, Duration spread) {
    return new Timing(
        window.toMillis(), grace.toMillis(), timestampTolerance.toMillis(), spread.toMillis());
  }

  /** From the first event of a transaction to its deadline. */
  public long patienceMillis() {
    return windowMillis + graceMillis;
  }

  /**
   * Finds settings under which a fault would cause other breaks than it should.
   *
   * @throws IllegalArgumentException with one line that says what to change
   */
  public void check(FaultPlan faults) {
    long needed = spreadMillis + ROOM_MILLIS;
    if (patienceMillis() < needed) {
      throw new IllegalArgumentException(
          "window + grace is %d ms, but legs that are up to %d ms apart need at least %d ms; make the"
                  .formatted(patienceMillis(), spreadMillis, needed)
              + " window, the grace or the leg delay fit");
    }
    long calm = spreadMillis + SKEW_MILLIS + REVISION_MILLIS + SAFETY_MILLIS;
    if (toleranceMillis < calm) {
      throw new IllegalArgumentException(
          "the timestamp tolerance is %d ms, but legs that are up to %d ms apart need at least %d ms;"
                  .formatted(toleranceMillis, spreadMillis, calm)
              + " make the tolerance or the leg delay fit");
    }
    if (faults.has(FaultKind.TIMESTAMP) && maxExcessMillis() < MIN_EXCESS_MILLIS) {
      throw new IllegalArgumentException(
          "window + grace is %d ms, but the fault 'timestamp' needs at least %d ms, or its legs would be"
                  .formatted(
                      patienceMillis(),
                      toleranceMillis + spreadMillis + TIMESTAMP_ROOM_MILLIS + MIN_EXCESS_MILLIS)
              + " missing as well; make the window longer or leave the fault out");
    }
  }

  /** How far over the tolerance an event time can be without making a leg late. */
  long maxExcessMillis() {
    return Math.min(
        MAX_EXCESS_MILLIS,
        patienceMillis() - toleranceMillis - spreadMillis - TIMESTAMP_ROOM_MILLIS);
  }
}
