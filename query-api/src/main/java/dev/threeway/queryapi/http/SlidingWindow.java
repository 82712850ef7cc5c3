package dev.threeway.queryapi.http;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets a number of requests pass in any stretch of time of one length, wherever it begins: a bucket
 * that is refilled would let pass up to twice as many. Holds the times of those that passed.
 * Thread-safe.
 */
final class SlidingWindow {
  /**
   * What became of a request.
   *
   * @param remaining how many more would pass now
   * @param nanosToNext how long until one more will pass; not negative
   */
  record Verdict(boolean passed, int remaining, long nanosToNext) {}

  private final int limit;
  private final long length;
  private final Deque<Long> passed = new ArrayDeque<>();

  /**
   * A window that is empty.
   *
   * @param length in ns
   */
  SlidingWindow(int limit, long length) {
    this.limit = limit;
    this.length = length;
  }

  /**
   * Lets a request pass, or not.
   *
   * @param now in ns, by any clock that does not go backwards
   */
  synchronized Verdict take(long now) {
    while (!passed.isEmpty() && now - passed.getFirst() >= length) {
      passed.removeFirst();
    }
    boolean passes = passed.size() < limit;
    if (passes) {
      passed.addLast(now);
    }
    return new Verdict(passes, limit - passed.size(), passed.getFirst() + length - now);
  }
}
