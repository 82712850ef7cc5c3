package dev.threeway.queryapi.live;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.MatchGroupCodec;
import dev.threeway.topology.join.OpenBreak;
import dev.threeway.topology.join.OpenBreakCodec;
import dev.threeway.topology.join.OpenBreakKey;
import dev.threeway.topology.join.Stores;
import dev.threeway.topology.rules.MatchGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the stores of this instance. */
final class StoreReads implements LiveReads {
  /** An entry of the index; its key orders it, newest first. */
  private record Entry(Bytes key, OpenBreak value) {}

  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparingLong((Entry entry) -> OpenBreakKey.detectedAt(entry.key()))
          .reversed()
          .thenComparing(Entry::key);

  private static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);

  private final Partitions partitions;
  private final LocalStores stores;

  StoreReads(Partitions partitions) {
    this.partitions = partitions;
    this.stores = new LocalStores(partitions);
  }

  @Override
  public String instance() {
    return partitions.self();
  }

  @Override
  public Layout layout() {
    return partitions.layout();
  }

  @Override
  public GroupAnswer group(String txnId, boolean copies) {
    Partitions.Owner owner = partitions.ownerOf(txnId);
    int partition = owner.partition();
    if (!isMine(owner, copies)) {
      return new GroupAnswer.Elsewhere(
          owner.instance(), partition, copies ? owner.copies() : List.of());
    }
    Bytes key = Bytes.wrap(txnId.getBytes(StandardCharsets.UTF_8));
    try {
      LocalStores.Read<Optional<MatchGroup>> read =
          stores.one(
              partition,
              copies,
              opened ->
                  Optional.ofNullable(opened.store(Stores.MATCH_GROUPS).get(key))
                      .map(bytes -> MatchGroupCodec.decode(txnId, bytes)));
      return new GroupAnswer.Here(read.value(), read.copied());
    } catch (InvalidStateStoreException closedMeanwhile) {
      throw notReadable(StreamsPartitions.moving(partition).getMessage(), partition);
    } catch (NotReadableException notHere) {
      throw notReadable(notHere.getMessage(), partition);
    }
  }

  private NotReadableException notReadable(String reason, int partition) {
    List<Integer> missing = List.of(partition);
    return new NotReadableException(reason, missing, stores.restoring(missing));
  }

  private boolean isMine(Partitions.Owner owner, boolean copies) {
    return owner.instance().filter(partitions.self()::equals).isPresent()
        || (copies && owner.copies().contains(partitions.self()));
  }

  @Override
  public OpenBreakList openBreaks(BreakFilter filter, int limit, Scope scope) {
    List<Entry> found = new ArrayList<>();
    Coverage coverage = stores.each(scope, each -> found.addAll(newest(each, filter, limit)));
    List<OpenBreak> items =
        found.stream().sorted(NEWEST_FIRST).limit(limit).map(Entry::value).toList();
    return new OpenBreakList(items, coverage);
  }

  @Override
  public ControlTotalsList controlTotals(Scope scope) {
    List<PartitionTotals> found = new ArrayList<>();
    Coverage coverage = stores.each(scope, each -> found.addAll(totals(each)));
    return new ControlTotalsList(found, coverage);
  }

  private List<PartitionTotals> totals(PartitionStores stores) {
    ReadOnlyKeyValueStore<Bytes, byte[]> store = stores.store(Stores.TOTALS);
    return SOURCES.stream()
        .map(
            source ->
                new PartitionTotals(
                    source,
                    stores.partition(),
                    ControlTotals.decode(store.get(ControlTotals.key(source)))))
        .toList();
  }

  private List<Entry> newest(PartitionStores stores, BreakFilter filter, int limit) {
    ReadOnlyKeyValueStore<Bytes, byte[]> store = stores.store(Stores.OPEN_BREAKS);
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
