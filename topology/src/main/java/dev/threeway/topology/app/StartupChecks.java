package dev.threeway.topology.app;

import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.join.Stores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What has to hold before the engine may read its first leg. */
final class StartupChecks {
  private static final long PATIENCE_SECONDS = 15;
  private static final List<String> OUTPUTS =
      List.of(Topics.MISMATCHES, Topics.RECONCILIATION_RESULTS, Topics.DEAD_LETTERS);

  private StartupChecks() {}

  /**
   * Checks that every topic exists and that the input topics have the same number of partitions:
   * else the legs of one transaction would come to different tasks.
   *
   * @return the number of partitions of each input topic
   * @throws StartupException with one line that names what is wrong
   */
  static int checkTopics(Admin admin, String bootstrapServers) {
    Map<String, Integer> partitions = new HashMap<>();
    List<String> missing = new ArrayList<>();
    List<String> all = new ArrayList<>(Topics.INPUTS);
    all.addAll(OUTPUTS);
    admin
        .describeTopics(all)
        .topicNameValues()
        .forEach(
            (topic, description) ->
                describe(topic, description, bootstrapServers, partitions, missing));
    if (!missing.isEmpty()) {
      missing.sort(null);
      throw new StartupException(
          "These topics do not exist on %s: %s. Create them; the input topics need the same number of partitions."
              .formatted(bootstrapServers, String.join(", ", missing)));
    }
    if (Topics.INPUTS.stream().map(partitions::get).distinct().count() > 1) {
      throw new StartupException(
          "The input topics have to have the same number of partitions, but they have: %s. Recreate the odd one: the legs of one transaction would come to different tasks."
              .formatted(
                  Topics.INPUTS.stream()
                      .map(topic -> topic + " " + partitions.get(topic))
                      .collect(Collectors.joining(", "))));
    }
    return partitions.get(Topics.CORE_TXNS);
  }

  /**
   * Checks that what the application has read is still remembered: with its offsets but without its
   * changelog it would go on in the middle of its input, and take every group from before for new.
   *
   * @throws StartupException with one line that says what to do
   */
  static void checkState(Admin admin, String applicationId, String bootstrapServers) {
    String changelog = applicationId + "-" + Stores.STATE + "-changelog";
    if (!answer(admin.listTopics().names(), bootstrapServers).contains(changelog)
        && hasRead(admin, applicationId, bootstrapServers)) {
      throw new StartupException(
          "The application %s has read legs before, but its state is gone: there is no topic %s. Another build has kept it under another name, or somebody has deleted it. Start the build that wrote it, or take another threeway.engine.application-id, which reads everything again."
              .formatted(applicationId, changelog));
    }
  }

  /** Whether the application is behind the beginning of what it reads, where a reset puts it. */
  private static boolean hasRead(Admin admin, String applicationId, String bootstrapServers) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        new HashMap<>(
            answer(
                admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata(),
                bootstrapServers));
    committed.values().removeIf(Objects::isNull);
    Map<TopicPartition, OffsetSpec> beginnings = new HashMap<>();
    committed.keySet().forEach(partition -> beginnings.put(partition, OffsetSpec.earliest()));
    return answer(admin.listOffsets(beginnings).all(), bootstrapServers).entrySet().stream()
        .anyMatch(
            beginning ->
                committed.get(beginning.getKey()).offset() > beginning.getValue().offset());
  }

  private static void describe(
      String topic,
      KafkaFuture<TopicDescription> description,
      String bootstrapServers,
      Map<String, Integer> partitions,
      List<String> missing) {
    try {
      partitions.put(topic, answer(description, bootstrapServers).partitions().size());
    } catch (StartupException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
      missing.add(topic);
    }
  }

  private static <T> T answer(KafkaFuture<T> asked, String bootstrapServers) {
    try {
      return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw unreachable(bootstrapServers, e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("Interrupted while asking Kafka for its topics and offsets.", e);
    }
  }

  private static StartupException unreachable(String bootstrapServers, Throwable cause) {
    return new StartupException(
        "Kafka does not answer at %s (%s). Check threeway.kafka.bootstrap-servers and that a broker runs there."
            .formatted(bootstrapServers, cause.getClass().getSimpleName()),
        cause);
  }
}
