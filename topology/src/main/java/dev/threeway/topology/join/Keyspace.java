package dev.threeway.topology.join;

import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What a task keeps. Each is a store of its own for whoever reads or writes it; on disk and on the
 * changelog all of them are one, where a first byte tells them apart: a commit then appends to one
 * changelog partition of a task instead of four, and marks the end of its transaction there once.
 */
public enum Keyspace {
  /** txn_id (UTF-8) → match group ({@link MatchGroupCodec}). */
  MATCH_GROUPS('g'),

  /** deadline ‖ txn_id → nothing; what comes due or is to be purged next. */
  DEADLINES('d'),

  /** newest first ‖ mismatch_id → open break ({@link OpenBreakCodec}). */
  OPEN_BREAKS('b'),

  /** The partition's clock, its control totals, and its totals per minute. */
  TOTALS('t');

  private final byte prefix;

  Keyspace(char prefix) {
    this.prefix = (byte) prefix;
  }

  /** The part of a task's state that holds this. */
  KeyValueStore<Bytes, byte[]> of(KeyValueStore<Bytes, byte[]> state) {
    return new KeyspaceStore(state, this);
  }

  /**
   * The part of a task's state that holds this, to be read.
   *
   * @param state the store {@link Stores#STATE}
   */
  public ReadOnlyKeyValueStore<Bytes, byte[]> of(ReadOnlyKeyValueStore<Bytes, byte[]> state) {
    return new KeyspaceReads(state, this);
  }

  /** The key under which the state has a key of this. */
  public Bytes stored(Bytes key) {
    byte[] stored = new byte[1 + key.get().length];
    stored[0] = prefix;
    System.arraycopy(key.get(), 0, stored, 1, key.get().length);
    return Bytes.wrap(stored);
  }

  /** Sorts before every key of this. */
  Bytes first() {
    return Bytes.wrap(new byte[] {prefix});
  }

  /** Sorts behind every key of this, and before every other that sorts behind them. */
  Bytes end() {
    return Bytes.wrap(new byte[] {(byte) (prefix + 1)});
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
