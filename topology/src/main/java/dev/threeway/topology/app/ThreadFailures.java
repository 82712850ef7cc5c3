package dev.threeway.topology.app;

import dev.threeway.topology.join.IncompatibleStateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a stream thread that failed: it is replaced a few times, and goes on from
 * the last commit; if that does not help, the client stops. An outage of the registry is waited
 * out. Thread-safe.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
  private static final int REPLACEMENTS = 5;
  private static final Duration PER = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Consumer<EngineFailure> onFatal;
  private final Deque<Instant> replacements = new ArrayDeque<>();

  /**
   * @param onFatal told why the client stops
   */
  ThreadFailures(InstantSource clock, Consumer<EngineFailure> onFatal) {
    this.clock = clock;
    this.onFatal = onFatal;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable thrown) {
    IncompatibleStateException incompatible = find(thrown, IncompatibleStateException.class);
    if (incompatible != null) {
      onFatal.accept(
          new EngineFailure(
              "The state stores cannot be used: %s. Start the version that wrote them, or reset the application to rebuild them from the topics."
                  .formatted(incompatible.getMessage()),
              false));
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    RetriableException outage = find(thrown, RetriableException.class);
    if (outage != null) {
      LOG.warn("A stream thread is replaced, to try again: {}", outage.getMessage());
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    Instant now = clock.instant();
    replacements.removeIf(at -> at.isBefore(now.minus(PER)));
    if (replacements.size() >= REPLACEMENTS) {
      onFatal.accept(
          new EngineFailure(
              "Stream threads failed %d times within %d minutes; last: %s"
                  .formatted(REPLACEMENTS + 1, PER.toMinutes(), thrown),
              true));
      LOG.error("The engine stops", thrown);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    replacements.add(now);
    LOG.error("A stream thread failed and is replaced", thrown);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static <T extends Throwable> T find(Throwable thrown, Class<T> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
