package dev.threeway.queryapi.live;

import dev.threeway.topology.join.OpenBreak;
import java.util.function.Predicate;

/**
 * Which breaks a list shows.
 *
 * @param accepts asked for each break in the range
 * @param oldest wall-clock ms: breaks that were opened before are not looked at
 * @param newest wall-clock ms: breaks that were opened after are not looked at
 */
public record BreakFilter(Predicate<OpenBreak> accepts, long oldest, long newest) {
  /** Lets every break pass. */
  public static final BreakFilter ALL = new BreakFilter(each -> true, 0, Long.MAX_VALUE);

  /** The same with one condition more. */
  public BreakFilter and(Predicate<OpenBreak> condition) {
    return new BreakFilter(accepts.and(condition), oldest, newest);
  }

  /** The same for breaks that were opened within a time, both ends included. */
  public BreakFilter openedWithin(long from, long to) {
    return new BreakFilter(accepts, Math.max(oldest, from), Math.min(newest, to));
  }
}
