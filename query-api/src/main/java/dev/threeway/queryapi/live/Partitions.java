package dev.threeway.queryapi.live;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The partitions of the state stores, and which instance owns which. Thread-safe. */
interface Partitions {
  /**
   * Who owns a transaction.
   *
   * @param instance {@code host:port} of the owner
   */
  record Owner(String instance, int partition) {}

  /** This instance, as {@code host:port}. */
  String self();

  /**
   * How many partitions the stores have.
   *
   * @throws NotReadableException while that is not known
   */
  int count();

  /**
   * The owner of a transaction.
   *
   * @throws NotReadableException while that is not known
   */
  Owner ownerOf(String txnId);

  /**
   * One partition of a store that this instance owns.
   *
   * @throws NotReadableException if it is not here, or cannot be read at the moment
   */
  ReadOnlyKeyValueStore<Bytes, byte[]> store(String name, int partition);
}
