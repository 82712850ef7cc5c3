package dev.threeway.queryapi.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events of the tests. */
final class Events {
  static final Instant NOW = Instant.parse("2026-03-01T09:00:00.123Z");
  static final AuditEvent.Actor AUDITOR =
      new AuditEvent.Actor("auditor", "id-of-auditor", List.of("auditor"), "192.0.2.7", "4bf9");

  private Events() {}

  /** An event that is told from others by a number alone. */
  static AuditEvent numbered(int number) {
    return numbered(number, Outcome.ALLOWED);
  }

  static AuditEvent numbered(int number, Outcome outcome) {
    return new AuditEvent(
        new UUID(0, number),
        NOW.plusMillis(number),
        "auditor",
        "id-of-auditor",
        List.of("auditor", "viewer"),
        AuditAction.READ.name(),
        "GET /api/v1/transactions/T" + number,
        outcome.name(),
        "192.0.2.7",
        "0af7651916cd43dd8448eb211c80319c",
        null);
  }
}
