package dev.threeway.topology.join;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/** One keyspace of a task's state. Confined to the thread of its task. */
final class KeyspaceStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]>
    implements KeyValueStore<Bytes, byte[]> {
  private final Keyspace keyspace;
  private final KeyspaceReads reads;

  KeyspaceStore(KeyValueStore<Bytes, byte[]> state, Keyspace keyspace) {
    super(state);
    this.keyspace = keyspace;
    this.reads = new KeyspaceReads(state, keyspace);
  }

  @Override
  public void put(Bytes key, byte[] value) {
    wrapped().put(keyspace.stored(key), value);
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    return wrapped().putIfAbsent(keyspace.stored(key), value);
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    return wrapped().delete(keyspace.stored(key));
  }

  @Override
  public byte[] get(Bytes key) {
    return reads.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return reads.range(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    return reads.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return reads.all();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return reads.reverseAll();
  }

  @Override
  public long approximateNumEntries() {
    return reads.approximateNumEntries();
  }
}
