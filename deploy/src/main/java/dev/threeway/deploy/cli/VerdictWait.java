package dev.threeway.deploy.cli;

import dev.threeway.deploy.check.Verdicts;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.PartFailedException;
import dev.threeway.simulator.truth.Truth;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Waits until nothing is left to be decided, and looks at what was found. */
final class VerdictWait {
  private static final Duration POLL = Duration.ofMillis(500);

  /** For how long after the last deadline a slow machine may still be busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Truth truth;
  private final Addresses addresses;
  private final Instant lastDeadline;
  private final AtomicReference<PartFailedException> death;
  private final Console console;
  private final InstantSource clock = InstantSource.system();

  VerdictWait(
      Truth truth,
      Addresses addresses,
      Instant lastDeadline,
      AtomicReference<PartFailedException> death,
      Console console) {
    this.truth = truth;
    this.addresses = addresses;
    this.lastDeadline = lastDeadline;
    this.death = death;
    this.console = console;
  }

  /**
   * The verdicts once they are as they should be, or as they are when that does not come.
   *
   * @throws PartFailedException if a part has died meanwhile
   */
  Verdicts await() throws IOException, SQLException {
    console.note(
        "the last report has arrived; the last deadline is in %d s"
            .formatted(Math.max(0, Duration.between(clock.instant(), lastDeadline).toSeconds())));
    while (clock.instant().isBefore(lastDeadline)) {
      pause();
    }
    Instant limit = lastDeadline.plus(PATIENCE);
    while (true) {
      Verdicts verdicts = Verdicts.read(truth, addresses);
      boolean done = verdicts.perfect() && verdicts.decided();
      if (done || clock.instant().isAfter(limit)) {
        return verdicts;
      }
      pause();
    }
  }

  private void pause() {
    PartFailedException failure = death.get();
    if (failure != null) {
      throw failure;
    }
    LockSupport.parkNanos(POLL.toNanos());
  }
}
