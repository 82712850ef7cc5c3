package dev.threeway.benchmarks.report;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * The middle and the ends of some figures.
 *
 * @param median the one in the middle; the mean of the two in the middle of an even number
 * @param least the smallest
 * @param most the largest
 */
public record Spread(double median, double least, double most) {
  /**
   * Of one figure of each item.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static <T> Spread of(Collection<T> items, ToDoubleFunction<T> figure) {
    double[] sorted = items.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }
}
