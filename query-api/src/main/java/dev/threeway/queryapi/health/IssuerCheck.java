package dev.threeway.queryapi.health;

import dev.threeway.queryapi.health.PartHealth.Item;
import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.queryapi.security.IssuerState;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The issuer of tokens: whether its keys are known, how old they are, and what went wrong last. It
 * is down when no token can be verified; while it is away, keys that are known hold for a time.
 */
public final class IssuerCheck implements HealthCheck {
  private static final String PART = "issuer";

  private final Supplier<IssuerState> state;

  /** Looks at an issuer's keys. */
  public IssuerCheck(Supplier<IssuerState> state) {
    this.state = state;
  }

  @Override
  public String part() {
    return PART;
  }

  @Override
  public PartHealth look() {
    IssuerState now = state.get();
    boolean known = now.keys() > 0;
    return new PartHealth(
        PART,
        known ? Status.UP : Status.DOWN,
        known
            ? "Tokens can be verified."
            : "No token can be verified: none of the issuer's keys is known.",
        List.of(
            new Item("keys", known ? Status.UP : Status.DOWN, keys(now)),
            new Item("answers", now.away() ? Status.DOWN : Status.UP, lastFailure(now))));
  }

  private static String keys(IssuerState now) {
    return "%d known, %s"
        .formatted(
            now.keys(),
            now.fetchedAt()
                .map(
                    at ->
                        "fetched %d s ago"
                            .formatted(Math.max(0, Duration.between(at, now.at()).toSeconds())))
                .orElse("never fetched"));
  }

  private static String lastFailure(IssuerState now) {
    return now.lastFailure()
        .map(failure -> "last failed at %s: %s".formatted(failure.at(), failure.reason()))
        .orElse("never failed");
  }
}
