package dev.threeway.queryapi.audit;

import java.util.Optional;

/** What can be asked of the audit log. Thread-safe. */
public interface AuditReads {
  /**
   * A page of events, newest first.
   *
   * @param after where the page begins; null for the beginning of the list
   * @throws AuditUnavailableException if the log cannot be read
   */
  AuditPage page(AuditFilter filter, AuditPosition after, int limit);

  /** What the last look at the whole chain has found; empty before the first. */
  Optional<ChainState> chain();
}
