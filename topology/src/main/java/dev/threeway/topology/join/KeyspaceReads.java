package dev.threeway.topology.join;

import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads one keyspace of a task's state. As thread-safe as the state. */
final class KeyspaceReads implements ReadOnlyKeyValueStore<Bytes, byte[]> {
  private final ReadOnlyKeyValueStore<Bytes, byte[]> state;
  private final Keyspace keyspace;

  KeyspaceReads(ReadOnlyKeyValueStore<Bytes, byte[]> state, Keyspace keyspace) {
    this.state = state;
    this.keyspace = keyspace;
  }

  @Override
  public byte[] get(Bytes key) {
    return state.get(keyspace.stored(key));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return new Entries(state.range(start(from), end(to)));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    return new Entries(state.reverseRange(start(from), end(to)));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return range(null, null);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return reverseRange(null, null);
  }

  /** Of all keyspaces: nobody counts one of them. */
  @Override
  public long approximateNumEntries() {
    return state.approximateNumEntries();
  }

  private Bytes start(Bytes from) {
    return from == null ? keyspace.first() : keyspace.stored(from);
  }

  private Bytes end(Bytes to) {
    return to == null ? keyspace.end() : keyspace.stored(to);
  }

  /** Entries with the keys that the keyspace gave them. */
  private static final class Entries implements KeyValueIterator<Bytes, byte[]> {
    private final KeyValueIterator<Bytes, byte[]> stored;

    Entries(KeyValueIterator<Bytes, byte[]> stored) {
      this.stored = stored;
    }

    @Override
    public boolean hasNext() {
      return stored.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<Bytes, byte[]> entry = stored.next();
      return KeyValue.pair(own(entry.key), entry.value);
    }

    @Override
    public Bytes peekNextKey() {
      return own(stored.peekNextKey());
    }

    @Override
    public void close() {
      stored.close();
    }

    private static Bytes own(Bytes key) {
      return Bytes.wrap(Arrays.copyOfRange(key.get(), 1, key.get().length));
    }
  }
}
