package dev.threeway.queryapi.audit;

/**
 * The first row at which the chain is broken.
 *
 * @param sequence the row
 * @param reason what is wrong with it, in one sentence
 */
public record ChainBreak(long sequence, Kind kind, String reason) {
  /** What was done to the chain, as far as can be told. */
  public enum Kind {
    /** The row says something else than what was written. */
    CHANGED,
    /** The row is not there, and later ones are. */
    DELETED,
    /** Another row stands in its place. */
    REORDERED,
    /** Rows are missing from the end. */
    TRUNCATED,
    /** The rows hold together, and are not those that were anchored. */
    REWRITTEN
  }
}
