package dev.threeway.sink.verify;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a sink is behind its topics, by the offsets that it has committed. Thread-safe. */
final class SinkLag {
  private final Admin admin;

  SinkLag(Admin admin) {
    this.admin = admin;
  }

  /**
   * How many offsets the sink has not committed yet.
   *
   * @param ends for each partition, the offset after the last record that counts
   */
  long of(SinkTable table, Map<TopicPartition, Long> ends) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(table.group()).partitionsToOffsetAndMetadata().get();
      return ends.entrySet().stream()
          .mapToLong(
              end -> {
                OffsetAndMetadata position = committed.get(end.getKey());
                return Math.max(0, end.getValue() - (position == null ? 0 : position.offset()));
              })
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cannot read the offsets of %s: %s".formatted(table.group(), e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
