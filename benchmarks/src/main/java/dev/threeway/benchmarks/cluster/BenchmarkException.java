package dev.threeway.benchmarks.cluster;

/** A benchmark cannot go on. The message is one line for people: what failed, and what to check. */
public final class BenchmarkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names what failed. */
  public BenchmarkException(String message) {
    super(message);
  }

  /** Names what failed, and why. */
  public BenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
