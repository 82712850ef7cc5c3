package dev.threeway.topology.join;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * Streams tells nobody else. Written by the thread of its task; any thread may read. A range shows
 * what was written out, as of the last commit.
 */
final class BufferedStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]>
    implements KeyValueStore<Bytes, byte[]> {
  /** The Streams property with the bytes that a store of a task may buffer. */
  static final String BYTES_PER_STORE = "threeway.buffer.bytes.per.store";

  private static final long DEFAULT_BYTES = 1L << 20;

  /** What an entry costs beside its key and value: the map's node, the objects' headers. */
  private static final int OVERHEAD = 120;

  /** A null value is a deletion. */
  private Map<Bytes, byte[]> pending = new HashMap<>();

  private long pendingBytes;

  /** What was written out lately. */
  private Map<Bytes, byte[]> recent = new HashMap<>();

  private long recentBytes;
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
    Object configured = context.appConfigs().get(BYTES_PER_STORE);
    limit = configured == null ? DEFAULT_BYTES : Long.parseLong(configured.toString());
    super.init(context, root);
  }

  @Override
  public synchronized byte[] get(Bytes key) {
    byte[] value = pending.get(key);
    if (value == null && !pending.containsKey(key)) {
      value = recent.get(key);
      return value == null ? wrapped().get(key) : value;
    }
    return value;
  }

  @Override
  public synchronized void put(Bytes key, byte[] value) {
    pending.put(key, value);
    pendingBytes += size(key, value);
    if (pendingBytes > limit) {
      writeOut();
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
  public synchronized void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
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
    forget();
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

  private synchronized void writeOut() {
    if (pending.isEmpty()) {
      return;
    }
    pending.forEach(wrapped()::put);
    if (pendingBytes + recentBytes > limit) {
      recent.clear();
      recentBytes = 0;
    }
    pending.forEach(
        (key, value) -> {
          if (value == null) {
            recent.remove(key);
          } else {
            recent.put(key, value);
          }
        });
    recentBytes += pendingBytes;
    pending.clear();
    pendingBytes = 0;
  }

  private synchronized void forget() {
    pending = new HashMap<>();
    recent = new HashMap<>();
    pendingBytes = 0;
    recentBytes = 0;
  }

  private static int size(Bytes key, byte[] value) {
    return OVERHEAD + key.get().length + (value == null ? 0 : value.length);
  }
}
