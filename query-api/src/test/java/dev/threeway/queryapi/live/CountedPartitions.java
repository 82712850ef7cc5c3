package dev.threeway.queryapi.live;

import dev.threeway.topology.join.Keyspace;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** State in memory that counts what is read of it. Confined to one thread. */
final class CountedPartitions implements Partitions {
  private static final String SELF = "127.0.0.1:8080";

  private final int count;
  private final Map<Integer, NavigableMap<Bytes, byte[]>> states = new HashMap<>();
  private long entriesRead;
  private int openIterators;
  private int closing = -1;
  private int entriesBeforeClosing;

  CountedPartitions(int count) {
    this.count = count;
  }

  void put(Keyspace keyspace, int partition, Bytes key, byte[] value) {
    content(partition).put(keyspace.stored(key), value);
  }

  long entriesRead() {
    return entriesRead;
  }

  void forgetReads() {
    entriesRead = 0;
  }

  int openIterators() {
    return openIterators;
  }

  /** Says that the stores of a partition are closed once so many of its entries have been read. */
  void closeAfter(int partition, int entries) {
    closing = partition;
    entriesBeforeClosing = entries;
  }

  @Override
  public String self() {
    return SELF;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Layout layout() {
    Layout.Place here = new Layout.Place(Optional.of(SELF), List.of());
    return new Layout(SELF, Collections.nCopies(count, here));
  }

  @Override
  public Owner ownerOf(String txnId) {
    return new Owner(Optional.of(SELF), 0, List.of());
  }

  @Override
  public ReadOnlyKeyValueStore<Bytes, byte[]> state(int partition) {
    return new Store(partition, content(partition));
  }

  @Override
  public ReadOnlyKeyValueStore<Bytes, byte[]> copy(int partition) {
    throw StreamsPartitions.moving(partition);
  }

  @Override
  public Map<Integer, Lag> lags() {
    return Map.of();
  }

  @Override
  public void close() {
    // Nothing is watched.
  }

  private NavigableMap<Bytes, byte[]> content(int partition) {
    return states.computeIfAbsent(partition, absent -> new TreeMap<>());
  }

  private final class Store implements ReadOnlyKeyValueStore<Bytes, byte[]> {
    private final int partition;
    private final NavigableMap<Bytes, byte[]> content;

    Store(int partition, NavigableMap<Bytes, byte[]> content) {
      this.partition = partition;
      this.content = content;
    }

    @Override
    public byte[] get(Bytes key) {
      entriesRead++;
      return content.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
      return new Entries(partition, content.subMap(from, true, to, true).entrySet().iterator());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
      return new Entries(partition, content.entrySet().iterator());
    }

    @Override
    public long approximateNumEntries() {
      return content.size();
    }
  }

  private final class Entries implements KeyValueIterator<Bytes, byte[]> {
    private final int partition;
    private final Iterator<Map.Entry<Bytes, byte[]>> entries;

    Entries(int partition, Iterator<Map.Entry<Bytes, byte[]>> entries) {
      this.partition = partition;
      this.entries = entries;
      openIterators++;
    }

    @Override
    public boolean hasNext() {
      if (partition == closing && entriesBeforeClosing == 0) {
        throw new InvalidStateStoreException("closed");
      }
      return entries.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      entriesRead++;
      if (partition == closing) {
        entriesBeforeClosing--;
      }
      Map.Entry<Bytes, byte[]> next = entries.next();
      return KeyValue.pair(next.getKey(), next.getValue());
    }

    @Override
    public Bytes peekNextKey() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      openIterators--;
    }
  }
}
