package dev.threeway.queryapi.live;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.Keyspace;
import dev.threeway.topology.join.MatchGroupCodec;
import dev.threeway.topology.join.OpenBreak;
import dev.threeway.topology.rules.MatchGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the stores of this instance. */
final class StoreReads implements LiveReads {
  static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);

  private final Partitions partitions;
  private final LocalStores stores;
  private final IndexReads indexes;

  StoreReads(Partitions partitions) {
    this.partitions = partitions;
    this.stores = new LocalStores(partitions);
    this.indexes = new IndexReads(stores);
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
  public Holdings holdings() {
    Layout layout = partitions.layout();
    return stores.holdings(layout.ownedBy(partitions.self()), layout.copiedBy(partitions.self()));
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
                  Optional.ofNullable(opened.store(Keyspace.MATCH_GROUPS).get(key))
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
  public Found<OpenBreak> openBreaks(BreakFilter filter, PageRequest page, Scope scope) {
    return indexes.openBreaks(filter, page, scope);
  }

  @Override
  public Found<MatchGroup> pending(Predicate<MatchGroup> accepts, PageRequest page, Scope scope) {
    return indexes.pending(accepts, page, scope);
  }

  @Override
  public ControlTotalsList controlTotals(Scope scope) {
    List<PartitionTotals> found = new ArrayList<>();
    Coverage coverage = stores.each(scope, each -> found.addAll(totals(each)));
    return new ControlTotalsList(found, coverage);
  }

  @Override
  public Statistics statistics(Scope scope, long now) {
    List<Statistics> found = new ArrayList<>();
    Coverage coverage = stores.each(scope, each -> found.add(StatisticsReader.read(each, now)));
    return Statistics.merged(found, coverage);
  }

  @Override
  public Series series(SeriesRange range, Scope scope) {
    List<Series> found = new ArrayList<>();
    Coverage coverage = stores.each(scope, each -> found.add(StatisticsReader.read(each, range)));
    return Series.merged(found, coverage);
  }

  @Override
  public long totalsVersion() {
    List<Long> versions = new ArrayList<>();
    stores.each(Scope.OWN, each -> versions.add(StatisticsReader.version(each)));
    return versions.hashCode();
  }

  private List<PartitionTotals> totals(PartitionStores stores) {
    ReadOnlyKeyValueStore<Bytes, byte[]> store = stores.store(Keyspace.TOTALS);
    return SOURCES.stream()
        .map(
            source ->
                new PartitionTotals(
                    source,
                    stores.partition(),
                    ControlTotals.decode(store.get(ControlTotals.key(source)))))
        .toList();
  }
}
