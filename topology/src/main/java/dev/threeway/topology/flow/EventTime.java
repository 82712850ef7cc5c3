package dev.threeway.topology.flow;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The event time of a leg, by which Kafka Streams merges the topics. What has none, or an
 * impossible one, takes the partition's time, so that it is read in turn and reaches the dead
 * letters: a record with a negative timestamp would be dropped.
 */
final class EventTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.value() instanceof ReceivedLeg leg && leg.event() != null) {
      return Math.max(0, leg.event().getEventTime().toEpochMilli());
    }
    return Math.max(0, partitionTime);
  }
}
