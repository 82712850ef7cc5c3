package dev.threeway.queryapi.audit;

import dev.threeway.queryapi.audit.AuditUnavailableException.Reason;
import java.util.Optional;

/** No audit log: nothing is recorded, and nothing can be read. */
public final class NoAudit implements AuditSink, AuditReads {
  @Override
  public void record(AuditEvent event) {
    // There is nowhere to record it.
  }

  @Override
  public void recordFirst(AuditEvent event) {
    // There is nowhere to record it.
  }

  @Override
  public AuditPage page(AuditFilter filter, AuditPosition after, int limit) {
    throw new AuditUnavailableException(Reason.OFF, null);
  }

  @Override
  public Optional<ChainState> chain() {
    return Optional.empty();
  }
}
