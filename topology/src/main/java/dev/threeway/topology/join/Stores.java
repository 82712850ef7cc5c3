package dev.threeway.topology.join;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state store, and how it is built. It is logged; one task owns its partition. */
public final class Stores {
  /** All that a task keeps, by {@link Keyspace}. */
  public static final String STATE = "reconciliation-state";

  /** The Streams property with the bytes that the store of a task may hold back. */
  public static final String BUFFER_BYTES = BufferedStore.BYTES_PER_STORE;

  /** What becomes of the store's content when the driver ends. */
  public enum Kind {
    /** It is restored from changelog topics: what runs in production. */
    LOGGED,
    /** It is gone: for a replay, which ends with its input. */
    UNLOGGED
  }

  private Stores() {}

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> state(Kind kind) {
    StoreBuilder<KeyValueStore<Bytes, byte[]>> builder =
        org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.persistentKeyValueStore(STATE),
            Serdes.Bytes(),
            Serdes.ByteArray());
    // A group changes up to three times within seconds, a total with every leg: one changelog
    // record for each commit.
    return new BufferedStoreBuilder(
        switch (kind) {
          case LOGGED -> builder.withLoggingEnabled(Map.of());
          case UNLOGGED -> builder.withLoggingDisabled();
        });
  }
}
