package dev.threeway.queryapi.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Something that somebody did, or tried to, as it is stored. Immutable. No event holds account ids,
 * tokens or other secrets: whoever makes one leaves them out.
 *
 * @param id made once: an event that is delivered twice is recorded once
 * @param at when it happened, in whole ms
 * @param user what the user is called; {@link #NOBODY} where nobody was identified
 * @param subject the issuer's stable id of the user; null where nobody was identified
 * @param roles the user's at that moment
 * @param action the name of an {@link AuditAction}
 * @param resource what it was done to
 * @param outcome the name of an {@link Outcome}
 * @param address the network address it came from; null for what the system did itself
 * @param traceId the trace of the request; null for what the system did itself
 * @param detail what else there is to say, in a few words; may be null
 */
public record AuditEvent(
    UUID id,
    Instant at,
    String user,
    String subject,
    List<String> roles,
    String action,
    String resource,
    String outcome,
    String address,
    String traceId,
    String detail) {
  /** The user where nobody was identified. */
  public static final String NOBODY = "unknown";

  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_TEXT = 512;

  /** The roles are copied. */
  public AuditEvent {
    roles = Collections.unmodifiableList(new ArrayList<>(roles));
  }

  /** Who did something, from where. */
  public record Actor(
      String user, String subject, List<String> roles, String address, String traceId) {
    /** What the system does itself. */
    public static final Actor SYSTEM = new Actor("system", null, List.of(), null, null);

    /** The roles are copied. */
    public Actor {
      roles = List.copyOf(roles);
    }
  }

  /**
   * An event of this moment. Its text is made safe to store and to show on one line: control and
   * other invisible characters are written as their codes, and what is too long is cut.
   */
  public static AuditEvent of(
      Instant at,
      Actor actor,
      AuditAction action,
      String resource,
      Outcome outcome,
      String detail) {
    return new AuditEvent(
        UUID.randomUUID(),
        at.truncatedTo(ChronoUnit.MILLIS),
        AuditText.clean(actor.user(), LONGEST_NAME),
        AuditText.clean(actor.subject(), LONGEST_NAME),
        actor.roles().stream().map(role -> AuditText.clean(role, LONGEST_NAME)).toList(),
        action.name(),
        AuditText.clean(resource, LONGEST_TEXT),
        outcome.name(),
        AuditText.clean(actor.address(), LONGEST_NAME),
        AuditText.clean(actor.traceId(), LONGEST_NAME),
        AuditText.clean(detail, LONGEST_TEXT));
  }

  /** Whether nothing was given or done: losing it would hide nothing that left the system. */
  boolean isRefusal() {
    return outcome.equals(Outcome.DENIED.name());
  }
}
