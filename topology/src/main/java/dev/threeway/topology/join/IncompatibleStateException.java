package dev.threeway.topology.join;

/** The state stores hold what this version or configuration cannot go on with. */
public final class IncompatibleStateException extends RuntimeException {
  public IncompatibleStateException(String message) {
    super(message);
  }
}
