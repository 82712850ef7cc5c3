package dev.threeway.queryapi.live;

import dev.threeway.topology.join.Keyspace;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What this instance has of one partition: its state, if it owns it, or a copy.
 *
 * @param state the store of all keyspaces
 */
record PartitionStores(int partition, ReadOnlyKeyValueStore<Bytes, byte[]> state) {

  /** One of the stores that make up the state. */
  ReadOnlyKeyValueStore<Bytes, byte[]> store(Keyspace keyspace) {
    return keyspace.of(state);
  }
}
