package dev.threeway.queryapi.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The partitions of the state, and which instance has which. Thread-safe. */
interface Partitions extends AutoCloseable {
  /**
   * Who has a transaction.
   *
   * @param instance {@code host:port} of the owner; empty while there is none
   * @param copies the instances that keep a copy
   */
  record Owner(Optional<String> instance, int partition, List<String> copies) {}

  /**
   * How far a partition's state on this instance is behind its changelog.
   *
   * @param remaining changes that are still to be read
   * @param percent how much has been read, 0 to 100
   */
  record Lag(long remaining, int percent) {}

  /** This instance, as {@code host:port}. */
  String self();

  /** How many partitions the state has. */
  int count();

  /**
   * Which instance has which partition.
   *
   * @throws NotReadableException while that is not known
   */
  Layout layout();

  /**
   * The owner of a transaction.
   *
   * @throws NotReadableException while that is not known
   */
  Owner ownerOf(String txnId);

  /**
   * The state of a partition that this instance owns.
   *
   * @throws NotReadableException if it is not here, or cannot be read at the moment
   */
  ReadOnlyKeyValueStore<Bytes, byte[]> state(int partition);

  /**
   * The state of a partition of which this instance keeps a copy, or which it is restoring.
   *
   * @throws NotReadableException if it is not here, or cannot be read at the moment
   */
  ReadOnlyKeyValueStore<Bytes, byte[]> copy(int partition);

  /** The lags of all partitions on this instance, owned or copied; empty if they are not known. */
  Map<Integer, Lag> lags();

  /** Ends what watches the partitions. */
  @Override
  void close();
}
