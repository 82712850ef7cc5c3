package dev.threeway.queryapi.audit;

/** What somebody did, or tried to. */
public enum AuditAction {
  /** A session was seen for the first time by an instance. */
  LOGIN,
  /** A resource without personal data, or with masked data alone. */
  READ,
  /** A resource with account ids in full, or a search for one. */
  READ_PERSONAL_DATA,
  /** A list as a file. */
  EXPORT,
  /** Work on a case. */
  CASE_ACTION,
  /** A change of what the system is told to do. */
  CONFIGURATION_CHANGE,
  /** A pattern of requests that looks like an attack. */
  THREAT,
  /** Refusals that were counted and not recorded one by one, as the local queue was nearly full. */
  UNRECORDED
}
