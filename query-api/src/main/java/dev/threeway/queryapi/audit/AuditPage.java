package dev.threeway.queryapi.audit;

import java.util.List;

/**
 * A page of events, newest first.
 *
 * @param next where the list goes on; null if this is its end
 */
public record AuditPage(List<AuditEntry> entries, AuditPosition next) {
  public AuditPage {
    entries = List.copyOf(entries);
  }
}
