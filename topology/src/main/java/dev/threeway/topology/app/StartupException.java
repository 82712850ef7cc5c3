package dev.threeway.topology.app;

/** The engine cannot start; the message says in one line what is wrong and what to do. */
public final class StartupException extends RuntimeException {
  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
