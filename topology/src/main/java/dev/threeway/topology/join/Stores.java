package dev.threeway.topology.join;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The names of the state stores, and how each is built. Every store is logged; one task owns its
 * partition.
 */
public final class Stores {
  /** txn_id (UTF-8) → match group ({@link MatchGroupCodec}). */
  public static final String MATCH_GROUPS = "match-groups";

  /** deadline ‖ txn_id → nothing; what comes due or is to be purged next. */
  public static final String DEADLINES = "deadlines";

  /** newest first ‖ mismatch_id → open break ({@link OpenBreakCodec}). */
  public static final String OPEN_BREAKS = "open-breaks";

  /** The partition's clock, its control totals, and its totals per minute. */
  public static final String TOTALS = "totals";

  /** The Streams property with the bytes that a buffered store of a task may hold back. */
  public static final String BUFFER_BYTES = BufferedStore.BYTES_PER_STORE;

  /** What becomes of the stores' content when the driver ends. */
  public enum Kind {
    /** It is restored from changelog topics: what runs in production. */
    LOGGED,
    /** It is gone: for a replay, which ends with its input. */
    UNLOGGED
  }

  private Stores() {}

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> matchGroups(Kind kind) {
    // A group changes up to three times within seconds: one changelog record for each commit.
    return new BufferedStoreBuilder(builder(MATCH_GROUPS, kind));
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> deadlines(Kind kind) {
    // Written once and deleted once, hours apart: a cache would only slow the range reads.
    return builder(DEADLINES, kind).withCachingDisabled();
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> openBreaks(Kind kind) {
    // Lists read ranges of it; a cache would copy its keys for each.
    return builder(OPEN_BREAKS, kind).withCachingDisabled();
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> totals(Kind kind) {
    // A few keys that change with every leg: one changelog record for each and commit.
    return new BufferedStoreBuilder(builder(TOTALS, kind));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name, Kind kind) {
    StoreBuilder<KeyValueStore<Bytes, byte[]>> builder =
        org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
            Serdes.Bytes(),
            Serdes.ByteArray());
    return switch (kind) {
      case LOGGED -> builder.withLoggingEnabled(Map.of());
      case UNLOGGED -> builder.withLoggingDisabled();
    };
  }
}
