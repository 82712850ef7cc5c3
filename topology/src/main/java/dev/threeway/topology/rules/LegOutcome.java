package dev.threeway.topology.rules;

/** What became of a valid leg; the control totals count each kind. */
public enum LegOutcome {
  /** The source's first report of the transaction. */
  FIRST_REPORT,
  /** Replaced a PENDING leg of the same source. */
  REVISION,
  /** The content on file once more: dropped. */
  DUPLICATE,
  /** A PENDING report older than the leg on file: dropped. */
  STALE_REVISION,
  /** Contradicts the leg on file, which stands. */
  CONFLICT
}
