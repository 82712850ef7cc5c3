package dev.threeway.queryapi.audit;

/** The audit log cannot take, or cannot give, what is asked of it. */
public final class AuditUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** There is no database in the settings. */
    OFF("There is no audit log: set threeway.history.jdbc-url."),
    /** The database cannot be reached, or did not take the rows in time. */
    AWAY(
        "The audit log cannot be reached at the moment, and nothing is exported or changed unrecorded."),
    /** The local queue has no room, or its disk has none. */
    FULL(
        "The audit log cannot be reached, and the local queue in its place is full: nothing is given out unrecorded."),
    /** A question took too long. */
    TOO_SLOW("The audit log took too long: narrow the filter, or ask again.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Reason reason;

  public AuditUnavailableException(Reason reason, Throwable cause) {
    super(reason.sentence, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
