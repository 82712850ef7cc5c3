package dev.threeway.sink.verify;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far a sink is behind its topics, by the offsets that it has committed. Thread-safe. */
public final class SinkLag {
  private final Admin admin;

  /**
   * The lag as a cluster knows it.
   *
   * @param admin stays the caller's
   */
  public SinkLag(Admin admin) {
    this.admin = admin;
  }

  /**
   * How many offsets the sink has not committed yet, up to where its topics end for a reader of
   * committed records. The markers of transactions count too, and a sink commits past the last one
   * only with the next record: a sink that has written everything may show one for each partition.
   *
   * @throws IllegalStateException if the cluster does not answer
   */
  public long of(SinkTable table) {
    try {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      admin
          .describeTopics(table.topics())
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          one ->
                              asked.put(
                                  new TopicPartition(name, one.partition()), OffsetSpec.latest())));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return of(table, ends);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cannot read the ends of %s: %s".formatted(table.topics(), e.getCause().getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
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
