package dev.threeway.schemas.wire;

import org.apache.kafka.common.errors.SerializationException;

/** The registry refuses a schema because it breaks the compatibility level of its subject. */
public final class IncompatibleSchemaException extends SerializationException {
  private static final long serialVersionUID = 1L;

  IncompatibleSchemaException(String message) {
    super(message);
  }
}
