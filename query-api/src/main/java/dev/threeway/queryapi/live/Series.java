package dev.threeway.queryapi.live;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened over time on some partitions.
 *
 * @param points by the minute at which each begins; those at which nothing happened are absent
 */
public record Series(SortedMap<Long, SeriesPoint> points, Coverage coverage) implements Part {
  /** What several shares come to. */
  public static Series merged(List<Series> shares, Coverage coverage) {
    SortedMap<Long, SeriesPoint> points = new TreeMap<>();
    for (Series share : shares) {
      share.points.forEach(
          (start, point) -> points.computeIfAbsent(start, none -> new SeriesPoint()).addAll(point));
    }
    return new Series(points, coverage);
  }
}
