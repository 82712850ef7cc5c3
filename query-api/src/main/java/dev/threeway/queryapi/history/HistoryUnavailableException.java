package dev.threeway.queryapi.history;

/**
 * The history cannot answer; unless it is switched off, the same question may be answered later.
 */
public final class HistoryUnavailableException extends RuntimeException {
  /** Why. */
  public enum Reason {
    /** There is no database in the settings. */
    OFF("The history is switched off: set threeway.history.jdbc-url."),
    /** The database cannot be reached, or broke the connection. */
    AWAY("The history's database cannot be reached at the moment; live resources go on."),
    /** The database has not the tables that are read. */
    NOT_MIGRATED("The history's database lacks its tables: run the migrations."),
    /** The statement was stopped at its time limit. */
    TOO_SLOW("The history took too long: narrow the filter, or ask again."),
    /** Every connection is in use. */
    BUSY("The history is busy: ask again.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Reason reason;

  HistoryUnavailableException(Reason reason, Throwable cause) {
    super(reason.sentence, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
