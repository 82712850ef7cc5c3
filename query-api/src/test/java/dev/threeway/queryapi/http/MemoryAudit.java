package dev.threeway.queryapi.http;

import dev.threeway.queryapi.audit.AuditEvent;
import dev.threeway.queryapi.audit.AuditSink;
import dev.threeway.queryapi.audit.AuditUnavailableException;
import dev.threeway.queryapi.audit.AuditUnavailableException.Reason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is recorded, as long as it is not told to refuse. */
final class MemoryAudit implements AuditSink {
  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
  private volatile boolean away;
  private volatile boolean full;

  /** What was recorded, oldest first. */
  List<AuditEvent> events() {
    return List.copyOf(events);
  }

  /** From here on the table cannot be written, and the queue takes everything. */
  void goAway() {
    away = true;
  }

  /** From here on the queue takes nothing. */
  void fillUp() {
    away = true;
    full = true;
  }

  @Override
  public void record(AuditEvent event) {
    if (full) {
      throw new AuditUnavailableException(Reason.FULL, null);
    }
    events.add(event);
  }

  @Override
  public void recordFirst(AuditEvent event) {
    if (away) {
      throw new AuditUnavailableException(Reason.AWAY, null);
    }
    events.add(event);
  }
}
