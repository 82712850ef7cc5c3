package dev.threeway.queryapi.audit;

import java.time.Instant;
import java.util.Set;

/**
 * Which events are asked for; null and empty stand for any.
 *
 * @param user the exact name
 * @param address the exact address
 * @param resource the beginning of the resource
 * @param from the earliest time
 * @param to the time before which it happened
 */
public record AuditFilter(
    String user,
    String address,
    String traceId,
    String resource,
    Set<String> actions,
    String outcome,
    Instant from,
    Instant to) {
  /** Sets are copied. */
  public AuditFilter {
    actions = Set.copyOf(actions);
  }
}
