package dev.threeway.queryapi.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.health.PartHealth.Item;
import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.queryapi.security.IssuerState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IssuerCheckTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final IssuerState.Failure FAILURE =
      new IssuerState.Failure(NOW.minusSeconds(3), "it cannot be reached");

  @Test
  void anIssuerWhoseKeysAreKnownIsUp() {
    assertThat(look(2, Optional.of(NOW.minusSeconds(42)), Optional.empty(), false))
        .isEqualTo(
            new PartHealth(
                "issuer",
                Status.UP,
                "Tokens can be verified.",
                List.of(
                    new Item("keys", Status.UP, "2 known, fetched 42 s ago"),
                    new Item("answers", Status.UP, "never failed"))));
  }

  @Test
  void anIssuerThatIsAwayIsUpWhileItsKeysHold() {
    assertThat(look(2, Optional.of(NOW.minusSeconds(700)), Optional.of(FAILURE), true))
        .isEqualTo(
            new PartHealth(
                "issuer",
                Status.UP,
                "Tokens can be verified.",
                List.of(
                    new Item("keys", Status.UP, "2 known, fetched 700 s ago"),
                    new Item(
                        "answers",
                        Status.DOWN,
                        "last failed at 2026-03-01T08:59:57Z: it cannot be reached"))));
  }

  @Test
  void anIssuerWithoutKnownKeysIsDown() {
    assertThat(look(0, Optional.empty(), Optional.of(FAILURE), true))
        .isEqualTo(
            new PartHealth(
                "issuer",
                Status.DOWN,
                "No token can be verified: none of the issuer's keys is known.",
                List.of(
                    new Item("keys", Status.DOWN, "0 known, never fetched"),
                    new Item(
                        "answers",
                        Status.DOWN,
                        "last failed at 2026-03-01T08:59:57Z: it cannot be reached"))));
  }

  private static PartHealth look(
      int keys,
      Optional<Instant> fetchedAt,
      Optional<IssuerState.Failure> lastFailure,
      boolean away) {
    return new IssuerCheck(() -> new IssuerState(keys, fetchedAt, lastFailure, away, NOW)).look();
  }
}
