package dev.threeway.schemas.wire;

import org.apache.kafka.common.errors.RetriableException;

/**
 * No address of the schema registry gave an answer in time, or each was overloaded. It says nothing
 * about the record: try again, do not reject.
 */
public final class RegistryUnreachableException extends RetriableException {
  private static final long serialVersionUID = 1L;

  RegistryUnreachableException(String message) {
    super(message);
  }
}
