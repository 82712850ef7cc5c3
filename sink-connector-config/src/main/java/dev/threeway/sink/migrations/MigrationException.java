package dev.threeway.sink.migrations;

/** The tables could not be brought up to date; the message says in one line why. */
public final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
