package dev.threeway.simulator.app;

/** A leg could not be sent. The message is one line for people: what failed, and what to check. */
public final class SinkException extends RuntimeException {
  /** Names what failed. */
  public SinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
