package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;

/**
 * A record that becomes readable on the topic of a source.
 *
 * @param at wall clock, in ms
 * @param event what the value says; null if there is no value or none that can be read
 */
record Arrival(
    long at, Source topic, int partition, byte[] key, byte[] value, TransactionEvent event) {
  boolean isUnreadable() {
    return value != null && event == null;
  }

  long eventTime() {
    return event.getEventTime().toEpochMilli();
  }

  String txnId() {
    return event.getTxnId();
  }

  Arrival movedTo(long instant) {
    return new Arrival(instant, topic, partition, key, value, event);
  }
}
