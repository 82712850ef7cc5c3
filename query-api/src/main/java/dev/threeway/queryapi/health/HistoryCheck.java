package dev.threeway.queryapi.health;

import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.history.HistoryUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The database that the sinks fill and the history is read from. */
public final class HistoryCheck implements HealthCheck {
  private static final String PART = "history";

  private final History history;

  /** Looks at a history. */
  public HistoryCheck(History history) {
    this.history = history;
  }

  @Override
  public String part() {
    return PART;
  }

  @Override
  public PartHealth look() {
    try {
      Optional<Instant> freshest = history.freshest();
      return new PartHealth(
          PART,
          Status.UP,
          freshest
              .map("PostgreSQL answers; its newest result was decided at %s."::formatted)
              .orElse("PostgreSQL answers; it has no result yet."),
          List.of());
    } catch (HistoryUnavailableException unavailable) {
      return unavailable.reason() == HistoryUnavailableException.Reason.OFF
          ? new NotConfigured(PART, "threeway.history.jdbc-url").look()
          : PartHealth.down(PART, unavailable.getMessage());
    }
  }
}
