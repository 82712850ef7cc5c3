package dev.threeway.benchmarks.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** What a benchmark asks of the broker. Thread-safe. */
public final class TopicAdmin implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Admin admin;

  /** Connects at the first use. */
  public TopicAdmin(String bootstrapServers) {
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Creates topics, or deletes them and creates them again, so that they are empty. */
  public void createEmpty(Collection<String> names, int partitions) {
    delete(names);
    // What is deleted gives its space back at once, and nothing else is going on beside a run.
    Map<String, String> settings = Map.of(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, "1000");
    get(
        "create topics",
        admin
            .createTopics(
                names.stream()
                    .map(
                        name ->
                            new NewTopic(name, Optional.of(partitions), Optional.empty())
                                .configs(settings))
                    .toList())
            .all());
  }

  /** Deletes those of these topics that exist. */
  public void delete(Collection<String> names) {
    Collection<String> present = names();
    get(
        "delete topics",
        admin.deleteTopics(names.stream().filter(present::contains).toList()).all());
  }

  /** The topics whose name begins like this. */
  public List<String> startingWith(String prefix) {
    return names().stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }

  private Collection<String> names() {
    return get("list topics", admin.listTopics().names());
  }

  /** All partitions of some topics. */
  public List<TopicPartition> partitions(Collection<String> topics) {
    return get("describe topics", admin.describeTopics(topics).allTopicNames()).values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(one -> new TopicPartition(topic.name(), one.partition())))
        .toList();
  }

  /** The ends of partitions, as far as a reader with {@code read_committed} can see. */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), one -> OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> found =
        get(
            "list offsets",
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all());
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  /** What a group has committed; partitions without a commit are left out. */
  public Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> found =
        get(
            "list the offsets of " + group,
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    found.forEach(
        (partition, offset) -> {
          if (offset != null) {
            committed.put(partition, offset.offset());
          }
        });
    return committed;
  }

  /** How many bytes topics take on the broker's disk. */
  public long bytes(Collection<String> topics) {
    int broker =
        get("describe the cluster", admin.describeCluster().nodes()).iterator().next().id();
    Map<String, LogDirDescription> directories =
        get("describe log directories", admin.describeLogDirs(List.of(broker)).allDescriptions())
            .get(broker);
    return directories.values().stream()
        .flatMap(directory -> directory.replicaInfos().entrySet().stream())
        .filter(replica -> topics.contains(replica.getKey().topic()))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  private static <T> T get(String what, KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new BenchmarkException(
          "the broker does not %s: %s".formatted(what, e.getCause().getMessage()), e);
    } catch (TimeoutException e) {
      throw new BenchmarkException(
          "the broker did not %s within %d s; is it overloaded?".formatted(what, PATIENCE_SECONDS),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
