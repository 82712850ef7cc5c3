package dev.threeway.sink.converter;

/** A value that PostgreSQL cannot store; the message says why, without the value itself. */
final class UnstorableValueException extends Exception {
  private static final long serialVersionUID = 1L;

  UnstorableValueException(String message) {
    super(message);
  }
}
