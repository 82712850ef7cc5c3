package dev.threeway.schemas.wire;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered, and does not hold the schema (or subject) that was asked for. */
public final class UnknownSchemaException extends SerializationException {
  private static final long serialVersionUID = 1L;

  UnknownSchemaException(String message) {
    super(message);
  }

  UnknownSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
