package dev.threeway.queryapi.audit;

/** Takes what is to be recorded. Thread-safe. */
public interface AuditSink {
  /**
   * Records an event soon. When this returns it is on the disk of this instance, and is not lost
   * when the process is killed.
   *
   * @throws AuditUnavailableException if it cannot be kept, and what it tells of must not be done
   */
  void record(AuditEvent event);

  /**
   * Records an event before what it tells of is done: exports, case actions, changes of the
   * configuration. When this returns it is a row of the table.
   *
   * @throws AuditUnavailableException if it is not, and what it tells of must not be done
   */
  void recordFirst(AuditEvent event);
}
