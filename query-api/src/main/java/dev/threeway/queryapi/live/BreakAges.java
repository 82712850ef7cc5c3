package dev.threeway.queryapi.live;

import java.util.concurrent.TimeUnit;

/**
 * How long breaks have been open, counted in whole minutes of the wall clock.
 *
 * @param oldest wall-clock ms at which the oldest one was detected; null if none is open
 */
public record BreakAges(
    long underOneDay, long oneToThreeDays, long threeToSevenDays, long overSevenDays, Long oldest) {
  /** No break is open. */
  public static final BreakAges NONE = new BreakAges(0, 0, 0, 0, null);

  private static final long DAY = TimeUnit.DAYS.toMinutes(1);

  /** These and breaks that were detected some minutes ago. */
  BreakAges plus(long minutesAgo, long breaks) {
    if (minutesAgo < DAY) {
      return plus(new BreakAges(breaks, 0, 0, 0, null));
    }
    if (minutesAgo < 3 * DAY) {
      return plus(new BreakAges(0, breaks, 0, 0, null));
    }
    return minutesAgo < 7 * DAY
        ? plus(new BreakAges(0, 0, breaks, 0, null))
        : plus(new BreakAges(0, 0, 0, breaks, null));
  }

  BreakAges plus(BreakAges other) {
    return new BreakAges(
        underOneDay + other.underOneDay,
        oneToThreeDays + other.oneToThreeDays,
        threeToSevenDays + other.threeToSevenDays,
        overSevenDays + other.overSevenDays,
        earlier(oldest, other.oldest));
  }

  BreakAges since(Long first) {
    return new BreakAges(
        underOneDay, oneToThreeDays, threeToSevenDays, overSevenDays, earlier(oldest, first));
  }

  private static Long earlier(Long one, Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Long.valueOf(Math.min(one, other));
  }
}
