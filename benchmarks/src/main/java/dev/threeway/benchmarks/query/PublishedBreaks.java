package dev.threeway.benchmarks.query;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** The breaks that have been published, in the order of a list. Thread-safe. */
final class PublishedBreaks {
  private final ConcurrentSkipListMap<BreakPosition, PublishedBreak> all =
      new ConcurrentSkipListMap<>();

  /** Sets the last version of a break. */
  void put(BreakPosition position, PublishedBreak published) {
    all.put(position, published);
  }

  /** A break at its place; null if it has not been published. */
  PublishedBreak at(BreakPosition position) {
    return all.get(position);
  }

  /** The breaks that were detected after one moment and before another, newest first. */
  Collection<PublishedBreak> between(long detectedAfter, long detectedBefore) {
    if (detectedBefore - 1 <= detectedAfter) {
      return List.of();
    }
    // Ids sort behind the empty string.
    return all.subMap(
            new BreakPosition(detectedBefore - 1, ""), new BreakPosition(detectedAfter, ""))
        .values();
  }
}
