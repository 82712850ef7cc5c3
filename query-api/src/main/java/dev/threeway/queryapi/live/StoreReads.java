package dev.threeway.queryapi.live;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.MatchGroupCodec;
import dev.threeway.topology.join.OpenBreak;
import dev.threeway.topology.join.OpenBreakCodec;
import dev.threeway.topology.join.OpenBreakKey;
import dev.threeway.topology.join.Stores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the stores of this instance. */
public final class StoreReads implements LiveReads {
  /** An entry of the index; its key orders it, newest first. */
  private record Entry(Bytes key, OpenBreak value) {}

  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparingLong((Entry entry) -> OpenBreakKey.detectedAt(entry.key()))
          .reversed()
          .thenComparing(Entry::key);

  private static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);

  private final Partitions partitions;

  /**
   * Reads the stores of a client.
   *
   * @param self this instance's {@code application.server}
   */
  public StoreReads(KafkaStreams streams, String self) {
    this(new StreamsPartitions(streams, self));
  }

  StoreReads(Partitions partitions) {
    this.partitions = partitions;
  }

  @Override
  public String instance() {
    return partitions.self();
  }

  @Override
  public GroupAnswer group(String txnId) {
    Partitions.Owner owner = partitions.ownerOf(txnId);
    if (!owner.instance().equals(partitions.self())) {
      return new GroupAnswer.Elsewhere(owner.instance(), owner.partition());
    }
    Bytes key = Bytes.wrap(txnId.getBytes(StandardCharsets.UTF_8));
    try {
      byte[] value = partitions.store(Stores.MATCH_GROUPS, owner.partition()).get(key);
      return new GroupAnswer.Here(
          Optional.ofNullable(value).map(bytes -> MatchGroupCodec.decode(txnId, bytes)));
    } catch (InvalidStateStoreException closedMeanwhile) {
      throw StreamsPartitions.moving(owner.partition());
    }
  }

  @Override
  public OpenBreakList openBreaks(BreakFilter filter, int limit) {
    List<Entry> found = new ArrayList<>();
    Coverage coverage =
        eachPartition("open breaks", partition -> found.addAll(newest(partition, filter, limit)));
    List<OpenBreak> items =
        found.stream().sorted(NEWEST_FIRST).limit(limit).map(Entry::value).toList();
    return new OpenBreakList(items, coverage);
  }

  @Override
  public ControlTotalsList controlTotals() {
    List<PartitionTotals> found = new ArrayList<>();
    Coverage coverage =
        eachPartition("control totals", partition -> found.addAll(totals(partition)));
    return new ControlTotalsList(found, coverage);
  }

  /** Reads the partitions that can be read; a reader that fails must have added nothing. */
  private Coverage eachPartition(String what, IntConsumer reader) {
    int count = partitions.count();
    List<Integer> missing = new ArrayList<>();
    for (int partition = 0; partition < count; partition++) {
      try {
        reader.accept(partition);
      } catch (NotReadableException | InvalidStateStoreException notHere) {
        missing.add(partition);
      }
    }
    if (missing.size() == count) {
      throw new NotReadableException(
          "No partition of the %s can be read on this instance at the moment.".formatted(what),
          missing);
    }
    return new Coverage(count, missing);
  }

  private List<PartitionTotals> totals(int partition) {
    ReadOnlyKeyValueStore<Bytes, byte[]> store = partitions.store(Stores.TOTALS, partition);
    return SOURCES.stream()
        .map(
            source ->
                new PartitionTotals(
                    source, partition, ControlTotals.decode(store.get(ControlTotals.key(source)))))
        .toList();
  }

  private List<Entry> newest(int partition, BreakFilter filter, int limit) {
    ReadOnlyKeyValueStore<Bytes, byte[]> store = partitions.store(Stores.OPEN_BREAKS, partition);
    List<Entry> newest = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (newest.size() < limit && entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        OpenBreak candidate = OpenBreakCodec.decode(entry.value);
        if (filter.accepts(candidate.value())) {
          newest.add(new Entry(entry.key, candidate));
        }
      }
    }
    return newest;
  }
}
