package dev.threeway.queryapi.audit;

/** What became of an action. */
public enum Outcome {
  /** The caller might do it, and it was done. */
  ALLOWED,
  /** The caller might not do it. */
  DENIED,
  /** The caller might do it, and it was not done, or not to its end. */
  FAILED
}
