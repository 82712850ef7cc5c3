package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;

/**
 * A record that becomes readable on the topic of a source.
 *
 * @param at wall clock, in ms
 * @param event what the value says; null if there is no value or none that can be read
 */
record Arrival(
    long at,
    Source topic,
    int partition,
    long offset,
    byte[] key,
    byte[] value,
    TransactionEvent event) {
  boolean isUnreadable() {
    return value != null && event == null;
  }

  long eventTime() {
    return event.getEventTime().toEpochMilli();
  }

  String txnId() {
    return event.getTxnId();
  }

  /** Where the record can be read. */
  String address() {
    return "%s-%d@%d".formatted(Topics.of(topic), partition, offset);
  }

  Arrival at(long instant, long nextOffset) {
    return new Arrival(instant, topic, partition, nextOffset, key, value, event);
  }
}
