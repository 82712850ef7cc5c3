package dev.threeway.queryapi.security;

import java.util.Locale;
import java.util.Optional;

/** What somebody may be given, and the least role that it comes with. */
public enum Permission {
  /** Open to everybody, without a token. */
  PUBLIC(null),
  /** For whoever has a valid token, whatever the roles. */
  SIGNED_IN(null),
  /** Live state and history of transactions and breaks. */
  READ(Role.VIEWER),
  /** Account ids in full, and to look for them. */
  PERSONAL_DATA(Role.OPERATOR),
  /** Statistics and control totals. */
  STATISTICS(Role.AUDITOR),
  /** Lists as files. */
  EXPORT(Role.AUDITOR),
  /** Who did what when. */
  AUDIT(Role.AUDITOR),
  /** The parts of the system, the instances and the rules. */
  ADMIN(Role.ADMIN);

  private final Role least;

  Permission(Role least) {
    this.least = least;
  }

  /** The name for other programs, such as {@code personal-data}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The least role that gives it; empty if none is needed. */
  public Optional<Role> least() {
    return Optional.ofNullable(least);
  }

  /** Whether a caller, who has a valid token, has it. */
  public boolean isGivenTo(Caller caller) {
    return least == null || caller.has(least);
  }
}
