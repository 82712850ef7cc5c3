package dev.threeway.queryapi.security;

import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with the keys of the token issuer.
 *
 * @param keys how many can be used now
 * @param fetchedAt when the issuer last gave them; empty if it never did
 * @param lastFailure the last time that it did not; empty if there was none
 * @param away whether that was the last time that it was asked
 * @param at when this was so
 */
public record IssuerState(
    int keys,
    Optional<Instant> fetchedAt,
    Optional<Failure> lastFailure,
    boolean away,
    Instant at) {
  /**
   * An attempt to fetch the keys that failed.
   *
   * @param reason for people, without a full stop
   */
  public record Failure(Instant at, String reason) {}
}
