package dev.threeway.queryapi.live;

import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of one partition on this instance: those that it owns, or a copy of them. */
final class PartitionStores {
  private final int partition;
  private final Function<String, ReadOnlyKeyValueStore<Bytes, byte[]>> opener;

  PartitionStores(int partition, Function<String, ReadOnlyKeyValueStore<Bytes, byte[]>> opener) {
    this.partition = partition;
    this.opener = opener;
  }

  int partition() {
    return partition;
  }

  /**
   * Opens one of them.
   *
   * @throws NotReadableException if it cannot be read at the moment
   */
  ReadOnlyKeyValueStore<Bytes, byte[]> store(String name) {
    return opener.apply(name);
  }
}
