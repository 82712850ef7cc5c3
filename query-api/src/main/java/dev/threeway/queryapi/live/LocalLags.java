package dev.threeway.queryapi.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.streams.LagInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the partitions of this instance are behind. The brokers have to be asked, who may be
 * slow: a thread of its own asks them, and a reader waits for a moment. Thread-safe.
 */
final class LocalLags implements AutoCloseable {
  private record Reading(long takenAt, Map<Integer, Partitions.Lag> lags) {}

  private static final Logger LOG = LoggerFactory.getLogger(LocalLags.class);
  private static final long FRESH = Duration.ofMillis(500).toNanos();
  private static final long USABLE = Duration.ofSeconds(10).toNanos();
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final Supplier<Map<String, Map<Integer, LagInfo>>> source;
  private final ExecutorService asker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "store-lags");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Reading last;
  private Future<?> underWay;

  LocalLags(Supplier<Map<String, Map<Integer, LagInfo>>> source) {
    this.source = source;
  }

  /** The lags of a moment ago; empty if the brokers have not said for some time. */
  Map<Integer, Partitions.Lag> read() {
    if (!isYounger(FRESH)) {
      try {
        refresh().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException unknownYet) {
        LOG.debug("The lags of the stores are not known yet", unknownYet);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }
    return isYounger(USABLE) ? last.lags() : Map.of();
  }

  @Override
  public void close() {
    asker.shutdownNow();
  }

  private boolean isYounger(long age) {
    Reading reading = last;
    return reading != null && System.nanoTime() - reading.takenAt() < age;
  }

  private synchronized Future<?> refresh() {
    if (underWay == null || underWay.isDone()) {
      underWay =
          asker.submit(
              () -> {
                long now = System.nanoTime();
                last = new Reading(now, sums(source.get()));
              });
    }
    return underWay;
  }

  private static Map<Integer, Partitions.Lag> sums(Map<String, Map<Integer, LagInfo>> stores) {
    Map<Integer, long[]> sums = new HashMap<>();
    for (Map<Integer, LagInfo> store : stores.values()) {
      store.forEach(
          (partition, lag) -> {
            long[] sum = sums.computeIfAbsent(partition, absent -> new long[2]);
            sum[0] += lag.offsetLag();
            sum[1] += lag.endOffsetPosition();
          });
    }
    Map<Integer, Partitions.Lag> lags = new HashMap<>();
    sums.forEach(
        (partition, sum) ->
            lags.put(partition, new Partitions.Lag(sum[0], percent(sum[1] - sum[0], sum[1]))));
    return Map.copyOf(lags);
  }

  /** Is 100 only when nothing is left. */
  private static int percent(long done, long all) {
    return all == 0 ? 100 : (int) (100 * Math.max(0, done) / all);
  }
}
