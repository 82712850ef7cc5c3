package dev.threeway.topology.app;

import dev.threeway.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
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

  private static void describe(
      String topic,
      KafkaFuture<TopicDescription> description,
      String bootstrapServers,
      Map<String, Integer> partitions,
      List<String> missing) {
    try {
      partitions.put(
          topic, description.get(PATIENCE_SECONDS, TimeUnit.SECONDS).partitions().size());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw unreachable(bootstrapServers, e.getCause());
      }
      missing.add(topic);
    } catch (TimeoutException e) {
      throw unreachable(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("Interrupted while asking Kafka for its topics.", e);
    }
  }

  private static StartupException unreachable(String bootstrapServers, Throwable cause) {
    return new StartupException(
        "Kafka does not answer at %s (%s). Check threeway.kafka.bootstrap-servers and that a broker runs there."
            .formatted(bootstrapServers, cause.getClass().getSimpleName()),
        cause);
  }
}
