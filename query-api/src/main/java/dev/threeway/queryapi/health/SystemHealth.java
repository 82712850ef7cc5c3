package dev.threeway.queryapi.health;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How every part of the system is. All are looked at at the same time, each for a few seconds at
 * the most; who asks again within five seconds is told the same. Thread-safe.
 */
public final class SystemHealth implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration LIFETIME = Duration.ofSeconds(5);

  private final List<HealthCheck> checks;
  private final ExecutorService threads;
  private final LoadingCache<Boolean, List<PartHealth>> last;

  /** Looks at these parts when asked. */
  public SystemHealth(List<HealthCheck> checks, Ticker clock) {
    this.checks = List.copyOf(checks);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, checks.size()),
            task -> {
              Thread thread = new Thread(task, "health-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.last =
        Caffeine.newBuilder().ticker(clock).expireAfterWrite(LIFETIME).build(all -> lookAtAll());
  }

  /** One entry for each part, in the order in which they were given. */
  public List<PartHealth> parts() {
    return last.get(true);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private List<PartHealth> lookAtAll() {
    List<CompletableFuture<PartHealth>> looks =
        checks.stream()
            .map(
                check ->
                    CompletableFuture.supplyAsync(() -> look(check), threads)
                        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(failure -> PartHealth.down(check.part(), reason(failure))))
            .toList();
    return looks.stream().map(CompletableFuture::join).toList();
  }

  private static PartHealth look(HealthCheck check) {
    try {
      return check.look();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new CompletionException(stopping);
    } catch (Exception silent) {
      throw new CompletionException(silent);
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TimeoutException
        ? "No answer within %d s.".formatted(PATIENCE.toSeconds())
        : "No answer.";
  }
}
