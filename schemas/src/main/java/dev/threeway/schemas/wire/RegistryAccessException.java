package dev.threeway.schemas.wire;

import org.apache.kafka.common.KafkaException;

/**
 * The schema registry refuses this client (401 or 403). It says nothing about the record, and
 * trying again does not help: the credentials or rights have to be corrected.
 */
public final class RegistryAccessException extends KafkaException {
  private static final long serialVersionUID = 1L;

  RegistryAccessException(String message) {
    super(message);
  }
}
