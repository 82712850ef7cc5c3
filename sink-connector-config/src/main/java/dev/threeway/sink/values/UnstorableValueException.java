package dev.threeway.sink.values;

/** A value that PostgreSQL cannot store; the message says why, without the value itself. */
public final class UnstorableValueException extends Exception {
  private static final long serialVersionUID = 1L;

  UnstorableValueException(String message) {
    super(message);
  }
}
