package dev.threeway.queryapi.live;

import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.join.Stores;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The partitions as Kafka Streams knows them from its last assignment. */
final class StreamsPartitions implements Partitions {
  private final KafkaStreams streams;
  private final String self;

  StreamsPartitions(KafkaStreams streams, String self) {
    this.streams = streams;
    this.self = self;
  }

  static NotReadableException moving(int partition) {
    return new NotReadableException(
        "Partition %d is being restored or moved and cannot be read yet.".formatted(partition),
        List.of(partition));
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public int count() {
    requireQueryable();
    int highest;
    try {
      highest =
          streams.metadataForAllStreamsClients().stream()
              .flatMap(client -> client.topicPartitions().stream())
              .filter(input -> input.topic().equals(Topics.CORE_TXNS))
              .mapToInt(TopicPartition::partition)
              .max()
              .orElse(-1);
    } catch (IllegalStateException | StreamsNotStartedException stoppedMeanwhile) {
      throw notQueryable();
    }
    if (highest < 0) {
      throw unassigned();
    }
    return highest + 1;
  }

  @Override
  public Owner ownerOf(String txnId) {
    requireQueryable();
    KeyQueryMetadata metadata;
    try {
      // The key of every input record is the txn_id as plain UTF-8: the same bytes, and so the
      // same partition, as this serializer makes of it.
      metadata = streams.queryMetadataForKey(Stores.MATCH_GROUPS, txnId, new StringSerializer());
    } catch (IllegalStateException | StreamsNotStartedException stoppedMeanwhile) {
      throw notQueryable();
    }
    if (metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      throw unassigned();
    }
    if (metadata.activeHost().equals(HostInfo.unavailable())) {
      throw moving(metadata.partition());
    }
    HostInfo host = metadata.activeHost();
    return new Owner(InstanceAddress.of(host.host(), host.port()), metadata.partition());
  }

  @Override
  public ReadOnlyKeyValueStore<Bytes, byte[]> store(String name, int partition) {
    requireQueryable();
    try {
      return streams.store(
          StoreQueryParameters.fromNameAndType(
                  name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
              .withPartition(partition));
    } catch (IllegalStateException | StreamsNotStartedException stoppedMeanwhile) {
      throw notQueryable();
    } catch (InvalidStateStoreException notThere) {
      throw moving(partition);
    }
  }

  private void requireQueryable() {
    if (!streams.state().isRunningOrRebalancing()) {
      throw notQueryable();
    }
  }

  private NotReadableException notQueryable() {
    return new NotReadableException(
        "The engine of this instance is %s and cannot be read."
            .formatted(
                switch (streams.state()) {
                  case CREATED -> "starting";
                  case PENDING_SHUTDOWN, NOT_RUNNING -> "stopping";
                  case PENDING_ERROR, ERROR -> "stopped by an error";
                  case RUNNING, REBALANCING -> "changing state";
                }),
        List.of());
  }

  private static NotReadableException unassigned() {
    return new NotReadableException(
        "The engine of this instance has no partitions assigned yet.", List.of());
  }
}
