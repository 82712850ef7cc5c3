package dev.threeway.benchmarks.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a benchmark asks of the broker. Thread-safe. */
public final class TopicAdmin implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Admin admin;

  /** Connects at the first use. */
  public TopicAdmin(String bootstrapServers) {
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Sees to it that topics are there, and empty. Returns when their partitions answer. */
  public void createEmpty(Collection<String> names, int partitions) {
    Collection<String> present = names();
    List<String> wanted =
        names.stream()
            .filter(name -> !present.contains(name) || !isEmpty(name, partitions))
            .toList();
    if (wanted.isEmpty()) {
      return;
    }
    delete(wanted);
    // What is deleted gives its space back at once, and nothing else is going on beside a run.
    Map<String, String> settings = Map.of(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, "1000");
    get(
        "create topics",
        admin
            .createTopics(
                wanted.stream()
                    .map(
                        name ->
                            new NewTopic(name, Optional.of(partitions), Optional.empty())
                                .configs(settings))
                    .toList())
            .all());
    // The controller knows a topic before the broker has made its logs. A producer that comes in
    // between has its first batches refused, and stays out of order for good.
    awaitLogs(wanted, partitions);
  }

  private void awaitLogs(List<String> topics, int partitions) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        if (ends(partitions(topics)).size() == topics.size() * partitions) {
          return;
        }
      } catch (BenchmarkException e) {
        boolean notYet = e.getCause().getCause() instanceof UnknownTopicOrPartitionException;
        if (!notYet || System.nanoTime() - deadline >= 0) {
          throw e;
        }
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private boolean isEmpty(String topic, int partitions) {
    Map<TopicPartition, Long> ends = ends(partitions(List.of(topic)));
    return ends.size() == partitions && ends.values().stream().allMatch(end -> end == 0);
  }

  /** Lets the broker stamp the records of topics when it appends them. */
  public void stampAtAppend(Collection<String> topics) {
    AlterConfigOp stamp =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
            AlterConfigOp.OpType.SET);
    Map<ConfigResource, Collection<AlterConfigOp>> changes =
        topics.stream()
            .collect(
                Collectors.toMap(
                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    topic -> List.of(stamp)));
    get("change the settings of topics", admin.incrementalAlterConfigs(changes).all());
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
