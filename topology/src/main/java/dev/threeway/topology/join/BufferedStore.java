package dev.threeway.topology.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * Holds back what a task writes until it commits, so that a value that changes several times within
 * a commit is written, and logged, once. What was written stays at hand for a while.
 *
 * <p>Does for one store what the record cache of Kafka Streams does for all, but finds a key by its
 * hash instead of in a tree of all keys, and says when the task is about to commit, which Kafka
 * Streams tells nobody else. Written by the thread of its task; any thread may read, and waits for
 * nobody: a query must not be held up while a task writes out what it has buffered. A range shows
 * what was written out, as of the last commit.
 */
final class BufferedStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]>
    implements KeyValueStore<Bytes, byte[]> {
  /** The Streams property with the bytes that a store of a task may buffer. */
  static final String BYTES_PER_STORE = "threeway.buffer.bytes.per.store";

  private static final long DEFAULT_BYTES = 1L << 20;

  /** What an entry costs beside its key and value: the map's node, the objects' headers. */
  private static final int OVERHEAD = 144;

  /** A value as the task sees it; null is a deletion that is not written out. */
  private static final class Entry {
    private final Bytes key;
    private volatile byte[] value;
    private boolean pending;

    Entry(Bytes key, byte[] value) {
      this.key = key;
      this.value = value;
    }
  }

  /** An entry leaves it when what it holds has been written out: who misses it finds that there. */
  private final Map<Bytes, Entry> entries = new ConcurrentHashMap<>();

  /** Those of the entries that are not written out, in the order in which they came to be. */
  private final List<Entry> pending = new ArrayList<>();

  private long bytes;
  private long limit = DEFAULT_BYTES;
  private Runnable beforeCommit = () -> {};

  BufferedStore(KeyValueStore<Bytes, byte[]> store) {
    super(store);
  }

  /** The buffer of a store that a processor got from its context. */
  static BufferedStore of(StateStore store) {
    StateStore layer = store;
    while (!(layer instanceof BufferedStore)) {
      layer = ((WrappedStateStore<?, ?, ?>) layer).wrapped();
    }
    return (BufferedStore) layer;
  }

  /** Called by the thread of the task each time that it is about to commit; may write. */
  void beforeCommit(Runnable action) {
    beforeCommit = action;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    forget();
    beforeCommit = () -> {};
    Object configured = context.appConfigs().get(BYTES_PER_STORE);
    limit = configured == null ? DEFAULT_BYTES : Long.parseLong(configured.toString());
    super.init(context, root);
  }

  @Override
  public byte[] get(Bytes key) {
    Entry entry = entries.get(key);
    return entry == null ? wrapped().get(key) : entry.value;
  }

  @Override
  public synchronized void put(Bytes key, byte[] value) {
    Entry entry = entries.get(key);
    if (entry == null) {
      // Complete before anybody can see it.
      entry = new Entry(key, value);
      entries.put(key, entry);
      bytes += OVERHEAD + key.get().length + length(value);
    } else {
      bytes += length(value) - length(entry.value);
      entry.value = value;
    }
    if (!entry.pending) {
      entry.pending = true;
      pending.add(entry);
    }
    if (bytes > limit) {
      writeOut();
      forget();
    }
  }

  @Override
  public synchronized byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] present = get(key);
    if (present == null) {
      put(key, value);
    }
    return present;
  }

  @Override
  public synchronized void putAll(List<KeyValue<Bytes, byte[]>> written) {
    written.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public synchronized byte[] delete(Bytes key) {
    byte[] value = get(key);
    put(key, null);
    return value;
  }

  @Override
  public void flushCache() {
    beforeCommit.run();
    writeOut();
    super.flushCache();
  }

  @Override
  public void clearCache() {
    // The task becomes a standby, or goes on from what another instance wrote meanwhile.
    forget();
    beforeCommit = () -> {};
    super.clearCache();
  }

  @Override
  public void close() {
    forget();
    super.close();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return wrapped().range(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    return wrapped().reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return wrapped().all();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return wrapped().reverseAll();
  }

  @Override
  public long approximateNumEntries() {
    return wrapped().approximateNumEntries();
  }

  private static int length(byte[] value) {
    return value == null ? 0 : value.length;
  }

  private synchronized void writeOut() {
    List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>(pending.size());
    for (Entry entry : pending) {
      batch.add(KeyValue.pair(entry.key, entry.value));
    }
    wrapped().putAll(batch);
    for (Entry entry : pending) {
      entry.pending = false;
      if (entry.value == null) {
        entries.remove(entry.key);
        bytes -= OVERHEAD + entry.key.get().length;
      }
    }
    pending.clear();
  }

  private synchronized void forget() {
    entries.clear();
    pending.clear();
    bytes = 0;
  }
}
