package dev.threeway.schemas.wire;

import org.apache.kafka.common.KafkaException;

/**
 * What answers at the registry's address does not speak Confluent's registry API, as happens when
 * the address lacks its path. It says nothing about the record: the address has to be corrected.
 */
public final class RegistryProtocolException extends KafkaException {
  private static final long serialVersionUID = 1L;

  RegistryProtocolException(String message) {
    super(message);
  }
}
