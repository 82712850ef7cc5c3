package dev.threeway.queryapi.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role includes those before it. */
public enum Role {
  /** Reads live state, with account ids masked. */
  VIEWER(25),
  /** Works on cases. */
  OPERATOR(50),
  /** Reads statistics, exports and the audit log. */
  AUDITOR(75),
  /** Sees the parts of the system and the rules. */
  ADMIN(100);

  private final int level;

  Role(int level) {
    this.level = level;
  }

  /** The name as it stands in a token: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it gives everything that the other role gives. */
  public boolean includes(Role other) {
    return level >= other.level;
  }

  /** The role of exactly this name; whatever only looks like one is none. */
  static Optional<Role> of(String id) {
    return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
  }
}
