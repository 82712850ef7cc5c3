package dev.threeway.topology.rules;

import java.time.Duration;

/**
 * How long the engine waits for a leg, and how long it remembers a group.
 *
 * @param window the largest event-time distance between the first and the last leg of a group
 * @param grace how much longer the engine waits for a leg that is out of order
 * @param retention how long a group stays after its deadline
 * @param maxFutureSkew how far ahead of the clock an event time may lie
 */
public record Timing(Duration window, Duration grace, Duration retention, Duration maxFutureSkew) {
  public Timing {
    if (window.isZero() || window.isNegative()) {
      throw new IllegalArgumentException(
          "window must be longer than zero, but is " + DurationText.format(window));
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException(
          "grace must not be negative, but is " + DurationText.format(grace));
    }
    if (retention.compareTo(window) < 0) {
      throw new IllegalArgumentException(
          "retention (%s) must not be below the window (%s): late legs would find their group gone"
              .formatted(DurationText.format(retention), DurationText.format(window)));
    }
    if (maxFutureSkew.isNegative()) {
      throw new IllegalArgumentException(
          "the largest future skew must not be negative, but is "
              + DurationText.format(maxFutureSkew));
    }
  }

  /** From the earliest event time of a group to its deadline, in ms. */
  public long windowAndGraceMillis() {
    return window.plus(grace).toMillis();
  }

  public long retentionMillis() {
    return retention.toMillis();
  }

  public long maxFutureSkewMillis() {
    return maxFutureSkew.toMillis();
  }

  /** How far behind stream time the event time of a leg may lie before it is EXPIRED, in ms. */
  public long expiryMillis() {
    return windowAndGraceMillis() + retentionMillis();
  }
}
