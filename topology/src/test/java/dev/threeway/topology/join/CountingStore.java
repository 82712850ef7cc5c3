package dev.threeway.topology.join;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts what is read and written. */
final class CountingStore implements KeyValueStore<Bytes, byte[]> {
  private final KeyValueStore<Bytes, byte[]> store;
  private int read;
  private int ranges;
  private int reads;
  private int writes;
  private long bytesWritten;
  private Keyspace only;

  CountingStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Counts look-ups of and writes to one keyspace and no others. */
  void countOnly(Keyspace keyspace) {
    only = keyspace;
  }

  private boolean counts(Bytes key) {
    return only == null || only.first().get()[0] == key.get()[0];
  }

  /** Since the last call. */
  int entriesRead() {
    int sinceTheLastCall = read;
    read = 0;
    return sinceTheLastCall;
  }

  /** Since the last call. */
  int rangesRead() {
    int sinceTheLastCall = ranges;
    ranges = 0;
    return sinceTheLastCall;
  }

  /** Look-ups of one key, since the last call. */
  int reads() {
    int sinceTheLastCall = reads;
    reads = 0;
    return sinceTheLastCall;
  }

  /** Values put and deleted, since the last call. */
  int writes() {
    int sinceTheLastCall = writes;
    writes = 0;
    return sinceTheLastCall;
  }

  /** Of keys and values, ever. */
  long bytesWritten() {
    return bytesWritten;
  }

  private void written(Bytes key, byte[] value) {
    if (counts(key)) {
      writes++;
      bytesWritten += key.get().length + (value == null ? 0 : value.length);
    }
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    return store.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return store.reverseAll();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    ranges++;
    return new Counting(store.range(from, to));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return new Counting(store.all());
  }

  @Override
  public byte[] get(Bytes key) {
    reads += counts(key) ? 1 : 0;
    return store.get(key);
  }

  @Override
  public void put(Bytes key, byte[] value) {
    written(key, value);
    store.put(key, value);
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    return store.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> written(entry.key, entry.value));
    store.putAll(entries);
  }

  @Override
  public byte[] delete(Bytes key) {
    written(key, null);
    return store.delete(key);
  }

  @Override
  public long approximateNumEntries() {
    return store.approximateNumEntries();
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    store.init(context, root);
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public boolean persistent() {
    return store.persistent();
  }

  @Override
  public boolean isOpen() {
    return store.isOpen();
  }

  private final class Counting implements KeyValueIterator<Bytes, byte[]> {
    private final KeyValueIterator<Bytes, byte[]> entries;

    Counting(KeyValueIterator<Bytes, byte[]> entries) {
      this.entries = entries;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      read++;
      return entries.next();
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public Bytes peekNextKey() {
      return entries.peekNextKey();
    }

    @Override
    public void close() {
      entries.close();
    }
  }
}
