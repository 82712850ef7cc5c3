package dev.threeway.topology.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * What time it is on a partition, at any sweep: stream time, or stream time plus the wall time
 * since it last advanced, or the most that either has ever been at a sweep.
 */
final class PartitionTime {
  /** At this instant of the wall clock, stream time became this. */
  private record Advance(long at, long streamTime) {}

  private final List<Advance> advances = new ArrayList<>();
  private final long end;

  /**
   * @param end the wall clock when the history ends: there is no sweep after it
   */
  PartitionTime(long end) {
    this.end = end;
  }

  /** A leg with this event time was accepted. */
  void accepted(long at, long eventTime) {
    if (eventTime > streamTime()) {
      advances.add(new Advance(at, eventTime));
    }
  }

  /** The largest event time accepted so far. */
  long streamTime() {
    return advances.isEmpty() ? Long.MIN_VALUE : advances.get(advances.size() - 1).streamTime();
  }

  /** The first sweep after an instant at which the partition's time is past a deadline. */
  OptionalLong firstSweepPast(long deadline, long after) {
    return firstSweep(after, sweep -> timeAt(sweep) > deadline);
  }

  /** The first sweep after an instant at which stream time alone is past a point. */
  OptionalLong firstSweepStreamPast(long point, long after) {
    return firstSweep(after, sweep -> streamTimeAt(sweep) > point);
  }

  /** The most that the clocks have shown at this sweep or any before it. */
  private long timeAt(long sweep) {
    long time = Long.MIN_VALUE;
    for (int i = 0; i < advances.size(); i++) {
      boolean last = i + 1 == advances.size();
      long until = last ? sweep : Math.min(sweep, advances.get(i + 1).at());
      long lastSweep = OracleRules.sweepAt(until);
      if (lastSweep > advances.get(i).at()) {
        time = Math.max(time, advances.get(i).streamTime() + lastSweep - advances.get(i).at());
      }
    }
    return time;
  }

  private long streamTimeAt(long sweep) {
    return advances.stream()
        .filter(advance -> advance.at() < sweep)
        .mapToLong(Advance::streamTime)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** Time never goes back, so the first sweep can be found by halving. */
  private OptionalLong firstSweep(long after, LongPredicate reached) {
    long low = Math.floorDiv(after, OracleRules.SWEEP) + 1;
    long high = Math.floorDiv(end, OracleRules.SWEEP) + 1;
    long beyond = high;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (reached.test(middle * OracleRules.SWEEP)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low >= beyond ? OptionalLong.empty() : OptionalLong.of(low * OracleRules.SWEEP);
  }
}
