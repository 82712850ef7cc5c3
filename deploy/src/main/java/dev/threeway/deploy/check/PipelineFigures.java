package dev.threeway.deploy.check;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.Identity;
import dev.threeway.schemas.topics.Topics;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How a running stack gets on, in a few figures. Not thread-safe. */
public final class PipelineFigures implements AutoCloseable {
  private static final String GROUP = "threeway";

  private final Admin admin;
  private final DatabaseBreaks database;

  /**
   * The figures of one moment.
   *
   * @param legs on the three topics
   * @param lag how many of them the engine has not read yet
   * @param results how many transactions have each status in PostgreSQL
   * @param openBreaks how many breaks of each type are open in PostgreSQL
   */
  public record Figures(
      long legs, long lag, Map<String, Long> results, Map<String, Long> openBreaks) {}

  /** Watches the stack at these addresses. */
  public PipelineFigures(Addresses addresses) throws SQLException {
    database = new DatabaseBreaks(addresses);
    admin = Admin.create(addresses.kafkaClient(Identity.READER));
  }

  /** The figures of this moment. */
  public Figures read() throws SQLException, ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    Collection<TopicDescription> topics =
        admin.describeTopics(Topics.INPUTS).allTopicNames().get().values();
    topics.forEach(
        topic ->
            topic
                .partitions()
                .forEach(
                    partition ->
                        asked.put(
                            new TopicPartition(topic.name(), partition.partition()),
                            OffsetSpec.latest())));
    Map<TopicPartition, OffsetAndMetadata> read =
        admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
    long legs = 0;
    long lag = 0;
    for (var end : admin.listOffsets(asked).all().get().entrySet()) {
      OffsetAndMetadata position = read.get(end.getKey());
      legs += end.getValue().offset();
      lag += end.getValue().offset() - (position == null ? 0 : position.offset());
    }
    return new Figures(legs, Math.max(0, lag), database.results(), database.openBreaks());
  }

  @Override
  public void close() throws SQLException {
    admin.close();
    database.close();
  }
}
