package dev.threeway.benchmarks.query;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * How long answers took, in microseconds from the moment at which their question was due, by what
 * was asked and by status. Confined to one thread.
 */
final class Latencies {
  /** The status of a question that nobody has answered. */
  static final int NO_ANSWER = 0;

  private static final int DIGITS = 3;

  private final Map<Kind, SortedMap<Integer, Histogram>> all = new EnumMap<>(Kind.class);

  void add(Kind kind, int status, long nanos) {
    all.computeIfAbsent(kind, none -> new TreeMap<>())
        .computeIfAbsent(status, none -> new Histogram(DIGITS))
        .recordValue(Math.max(0, nanos / 1_000));
  }

  /** By kind and status. */
  Map<Kind, SortedMap<Integer, Histogram>> all() {
    return all;
  }

  /** All that were for a list, or all that were not; answered or not. */
  Histogram total(boolean lists) {
    Histogram total = new Histogram(DIGITS);
    all.forEach(
        (kind, byStatus) -> {
          if (kind.isList() == lists) {
            byStatus.values().forEach(total::add);
          }
        });
    return total;
  }
}
