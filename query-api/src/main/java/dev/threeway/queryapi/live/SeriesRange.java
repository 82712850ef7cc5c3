package dev.threeway.queryapi.live;

/**
 * Which minutes a series covers, and how many make one point.
 *
 * @param fromMinute the first, in minutes since the epoch
 * @param toMinute the one after the last
 * @param step minutes for each point; points begin at multiples of it
 */
public record SeriesRange(long fromMinute, long toMinute, int step) {
  /** The start of the point that a minute belongs to. */
  public long startOf(long minute) {
    return Math.floorDiv(minute, step) * step;
  }
}
