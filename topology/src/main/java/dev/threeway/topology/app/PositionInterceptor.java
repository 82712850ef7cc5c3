package dev.threeway.topology.app;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Tells the horizon how far the consumer of a stream thread has got. Created by Kafka. */
public final class PositionInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  /** The consumer property that holds the {@link BrokerInputHorizon}. */
  static final String HORIZON = "threeway.input.horizon";

  private static final long NO_RECORD = -1;

  private BrokerInputHorizon horizon;

  @Override
  public void configure(Map<String, ?> configs) {
    horizon = (BrokerInputHorizon) configs.get(HORIZON);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    records
        .nextOffsets()
        .forEach(
            (input, next) -> horizon.positioned(input, next.offset(), lastOffset(records, input)));
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // What is committed has been taken in before.
  }

  @Override
  public void close() {
    // The horizon outlives the consumers of single threads.
  }

  private static long lastOffset(ConsumerRecords<byte[], byte[]> records, TopicPartition input) {
    List<ConsumerRecord<byte[], byte[]>> handedOut = records.records(input);
    return handedOut.isEmpty() ? NO_RECORD : handedOut.get(handedOut.size() - 1).offset();
  }
}
