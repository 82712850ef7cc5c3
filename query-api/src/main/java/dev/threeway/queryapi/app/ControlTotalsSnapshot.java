package dev.threeway.queryapi.app;

import dev.threeway.queryapi.live.ControlTotalsList;
import dev.threeway.queryapi.live.NotReadableException;
import dev.threeway.queryapi.live.PartitionTotals;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals;
import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control totals that the meters of one scrape share: read once, and again when they are older
 * than a second. Thread-safe; reading it never fails.
 */
final class ControlTotalsSnapshot {
  /**
   * What one reading gave.
   *
   * @param bySource over the partitions that could be read; empty if there was none
   * @param residual of each source and partition by itself; NaN if there was none
   */
  private record Reading(
      long takenAt, Map<Source, ControlTotals> bySource, double residual, int partitions) {}

  private static final Logger LOG = LoggerFactory.getLogger(ControlTotalsSnapshot.class);
  private static final long LIFETIME = Duration.ofSeconds(1).toNanos();

  private final Supplier<ControlTotalsList> reads;
  private final Clock clock;
  private Reading last;

  ControlTotalsSnapshot(Supplier<ControlTotalsList> reads, Clock clock) {
    this.reads = reads;
    this.clock = clock;
  }

  /** One number of a source; NaN while no partition can be read. */
  double of(Source source, ToLongFunction<ControlTotals> number) {
    ControlTotals totals = current().bySource().get(source);
    return totals == null ? Double.NaN : number.applyAsLong(totals);
  }

  /** How many records are not accounted for; NaN while no partition can be read. */
  double unexplainedResidual() {
    return current().residual();
  }

  /** How many partitions the numbers cover. */
  int partitions() {
    return current().partitions();
  }

  private synchronized Reading current() {
    long now = clock.monotonicTime();
    if (last == null || now - last.takenAt() > LIFETIME) {
      last = read(now);
    }
    return last;
  }

  private Reading read(long now) {
    try {
      ControlTotalsList list = reads.get();
      if (list.coverage().answered() > 0) {
        return reading(now, list);
      }
      LOG.debug("No control totals: no partition can be read");
    } catch (NotReadableException notThere) {
      LOG.debug("No control totals: {}", notThere.getMessage());
    } catch (RuntimeException unexpected) {
      LOG.warn("The control totals cannot be metered", unexpected);
    }
    return new Reading(now, Map.of(), Double.NaN, 0);
  }

  private static Reading reading(long now, ControlTotalsList list) {
    Map<Source, ControlTotals> bySource = new EnumMap<>(Source.class);
    for (PartitionTotals item : list.items()) {
      bySource.computeIfAbsent(item.source(), absent -> new ControlTotals()).addAll(item.totals());
    }
    return new Reading(now, bySource, list.unexplainedResidual(), list.coverage().answered());
  }
}
