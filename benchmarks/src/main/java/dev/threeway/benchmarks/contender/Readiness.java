package dev.threeway.benchmarks.contender;

/** How the harness learns that a process consumes. */
public enum Readiness {
  /** It writes the ready file. */
  READY_FILE,
  /** It answers {@code GET /readyz} on {@code bench.http-port} with 200. */
  HTTP
}
