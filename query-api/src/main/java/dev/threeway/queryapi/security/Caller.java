package dev.threeway.queryapi.security;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody whose token was verified, or {@link #ANYBODY}. Immutable.
 *
 * @param subject the issuer's stable id of the user
 * @param name what the user is called, for people to read
 * @param roles those of our client; empty for a user who has none
 * @param expiresAt when the token ends
 * @param session tells the user's sessions apart, without giving away what identifies them
 */
public record Caller(
    String subject, String name, Set<Role> roles, Instant expiresAt, String session) {
  /** Whoever comes to an API that asks nobody for a token. */
  public static final Caller ANYBODY =
      new Caller("", "anonymous", EnumSet.allOf(Role.class), Instant.MAX, "");

  /** The roles are copied. */
  public Caller {
    roles = roles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(roles));
  }

  /** Whether it is known who it is: a token was verified. */
  public boolean isAuthenticated() {
    return !subject.isEmpty();
  }

  /** The role that includes the caller's others. */
  public Optional<Role> highest() {
    return roles.stream().max(Comparator.naturalOrder());
  }

  /** Whether one of the caller's roles gives what this role gives. */
  public boolean has(Role least) {
    return roles.stream().anyMatch(role -> role.includes(least));
  }
}
