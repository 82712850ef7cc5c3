package dev.threeway.sink.converter;

/** An Avro type that cannot be a column. */
final class UnsupportedTypeException extends Exception {
  private static final long serialVersionUID = 1L;

  UnsupportedTypeException(String message) {
    super(message);
  }
}
