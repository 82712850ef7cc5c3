package dev.threeway.queryapi.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies the chain now and then, and keeps what it has found. Thread-safe. */
final class ChainWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChainWatch.class);
  private static final Duration FIRST = Duration.ofSeconds(30);

  private final ChainVerifier verifier;
  private final Duration interval;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "audit-verifier");
            made.setDaemon(true);
            return made;
          });
  private volatile ChainState state;

  ChainWatch(ChainVerifier verifier, Duration interval, InstantSource clock) {
    this.verifier = verifier;
    this.interval = interval;
    this.clock = clock;
  }

  void start() {
    Future<?> unused =
        thread.scheduleWithFixedDelay(
            this::verify,
            Math.min(FIRST.toMillis(), interval.toMillis()),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Empty as long as the chain was not verified. */
  Optional<ChainState> state() {
    return Optional.ofNullable(state);
  }

  private void verify() {
    try {
      ChainReport report = verifier.verify(ChainWatch::goOn);
      boolean told =
          state != null && state.report().broken().map(ChainBreak::sequence).equals(row(report));
      state = new ChainState(report, clock.instant());
      if (report.broken().isPresent() && !told) {
        LOG.atError()
            .addKeyValue("row", report.broken().get().sequence())
            .addKeyValue("reason", report.broken().get().reason())
            .log("THE AUDIT CHAIN IS BROKEN");
      }
    } catch (SQLException | RuntimeException away) {
      if (!thread.isShutdown()) {
        LOG.atWarn()
            .addKeyValue("cause", away.getMessage())
            .log("The audit chain cannot be verified at the moment");
      }
    }
  }

  private static Optional<Long> row(ChainReport report) {
    return report.broken().map(ChainBreak::sequence);
  }

  private static void goOn(long row) {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("stopped at row " + row);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
