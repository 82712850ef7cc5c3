package dev.threeway.queryapi.live;

import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.join.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The partitions as Kafka Streams knows them from its last assignment. */
final class StreamsPartitions implements Partitions {
  /**
   * For so long the last assignment is not asked for again: Kafka Streams gives it under one lock.
   * Who is asked for what it has lost meanwhile says so.
   */
  private static final long FRESH = Duration.ofMillis(50).toNanos();

  /** The same while somebody else is asking. */
  private static final long USABLE = Duration.ofMillis(500).toNanos();

  /** An assignment, and when it was asked for. */
  private record Seen(long at, Layout layout) {}

  private final KafkaStreams streams;
  private final String self;
  private final int count;
  private final LocalLags lags;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Seen seen;

  /**
   * @param count how many partitions each input topic has: an assignment names those alone that are
   *     assigned
   */
  StreamsPartitions(KafkaStreams streams, String self, int count) {
    this.streams = streams;
    this.self = self;
    this.count = count;
    this.lags = new LocalLags(streams::allLocalStorePartitionLags);
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
    return count;
  }

  @Override
  public Layout layout() {
    requireQueryable();
    Seen known = seen;
    if (isYounger(known, FRESH)) {
      return known.layout();
    }
    if (!looking.tryLock()) {
      if (isYounger(known, USABLE)) {
        return known.layout();
      }
      looking.lock();
    }
    try {
      return look();
    } finally {
      looking.unlock();
    }
  }

  private Layout look() {
    if (!isYounger(seen, FRESH)) {
      long now = System.nanoTime();
      seen = new Seen(now, read());
    }
    return seen.layout();
  }

  private static boolean isYounger(Seen known, long age) {
    return known != null && System.nanoTime() - known.at() < age;
  }

  private Layout read() {
    Collection<StreamsMetadata> clients;
    try {
      clients = streams.metadataForAllStreamsClients();
    } catch (IllegalStateException | StreamsNotStartedException stoppedMeanwhile) {
      throw notQueryable();
    }
    List<Layout.Place> places = new ArrayList<>();
    for (int partition = 0; partition < count; partition++) {
      places.add(place(clients, new TopicPartition(Topics.CORE_TXNS, partition)));
    }
    if (places.stream().allMatch(place -> place.owner().isEmpty() && place.copies().isEmpty())) {
      throw unassigned();
    }
    return new Layout(self, places);
  }

  private static Layout.Place place(Collection<StreamsMetadata> clients, TopicPartition input) {
    Optional<String> owner = Optional.empty();
    List<String> copies = new ArrayList<>();
    for (StreamsMetadata client : clients) {
      if (client.topicPartitions().contains(input)) {
        owner = Optional.of(address(client.hostInfo()));
      } else if (client.standbyTopicPartitions().contains(input)) {
        copies.add(address(client.hostInfo()));
      }
    }
    return new Layout.Place(owner, copies);
  }

  @Override
  public Owner ownerOf(String txnId) {
    // The key of every input record is the txn_id as plain UTF-8, which producers and Kafka Streams
    // number the partitions by.
    int partition =
        BuiltInPartitioner.partitionForKey(txnId.getBytes(StandardCharsets.UTF_8), count);
    Layout.Place place = layout().places().get(partition);
    return new Owner(place.owner(), partition, place.copies());
  }

  @Override
  public ReadOnlyKeyValueStore<Bytes, byte[]> state(int partition) {
    return open(parameters(partition), partition);
  }

  @Override
  public ReadOnlyKeyValueStore<Bytes, byte[]> copy(int partition) {
    return open(parameters(partition).enableStaleStores(), partition);
  }

  @Override
  public Map<Integer, Lag> lags() {
    return lags.read();
  }

  @Override
  public void close() {
    lags.close();
  }

  private static String address(HostInfo host) {
    return InstanceAddress.of(host.host(), host.port());
  }

  private static StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> parameters(
      int partition) {
    return StoreQueryParameters.fromNameAndType(
            Stores.STATE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
        .withPartition(partition);
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> open(
      StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> parameters, int partition) {
    requireQueryable();
    try {
      return streams.store(parameters);
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
