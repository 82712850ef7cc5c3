package dev.threeway.deploy.cli;

import dev.threeway.deploy.check.DatabaseBreaks;
import dev.threeway.deploy.stack.Addresses;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Notices when the first break has arrived in PostgreSQL. */
final class FirstMismatch implements AutoCloseable {
  private static final int POLL_MILLIS = 50;

  private final DatabaseBreaks database;
  private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();
  private final InstantSource clock = InstantSource.system();
  private volatile Instant seen;

  FirstMismatch(Addresses addresses) throws SQLException {
    database = new DatabaseBreaks(addresses);
  }

  void watch() {
    var unused = watcher.scheduleWithFixedDelay(this::look, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (seen == null && database.anyBreak()) {
        seen = clock.instant();
        watcher.shutdown();
      }
    } catch (SQLException e) {
      watcher.shutdown();
    }
  }

  /** How long after the start of this process, the script included; empty if there was none. */
  Optional<Duration> sinceStart() {
    return Optional.ofNullable(seen)
        .flatMap(
            instant ->
                ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(start -> Duration.between(start, instant)));
  }

  @Override
  public void close() throws SQLException {
    watcher.shutdownNow();
    database.close();
  }
}
