package dev.threeway.benchmarks.contender;

/** A server that a contender works with. */
public enum Service {
  /** Started for the contender and stopped after it; Debian's package {@code redis-server}. */
  REDIS,
  /** The stack's own. */
  POSTGRES
}
