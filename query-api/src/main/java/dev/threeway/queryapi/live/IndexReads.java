package dev.threeway.queryapi.live;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.topology.join.DueOrder;
import dev.threeway.topology.join.Keyspace;
import dev.threeway.topology.join.MatchGroupCodec;
import dev.threeway.topology.join.OpenBreak;
import dev.threeway.topology.join.OpenBreakCodec;
import dev.threeway.topology.join.OpenBreakKey;
import dev.threeway.topology.rules.MatchGroup;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads pages of lists from the indexes of this instance: each looks at so many entries at most.
 */
final class IndexReads {
  /** A filter that lets little pass gives a short page, and a position to go on from. */
  static final int MOST_BREAKS_EXAMINED = 5_000;

  /** Each costs a look-up of its group. */
  static final int MOST_DUE_EXAMINED = 2_000;

  private final LocalStores stores;

  IndexReads(LocalStores stores) {
    this.stores = stores;
  }

  /** Open breaks, newest first. */
  Found<OpenBreak> openBreaks(BreakFilter filter, PageRequest page, Scope scope) {
    return page(
        new IndexWalk<>(key -> key),
        (walk, each) ->
            range(each.store(Keyspace.OPEN_BREAKS), filter, page.after())
                .ifPresent(
                    entries ->
                        walk.add(
                            each.partition(),
                            entries,
                            (key, value) -> accepted(OpenBreakCodec.decode(value), filter))),
        page.limit(),
        MOST_BREAKS_EXAMINED,
        scope);
  }

  /** Groups that are pending, the next to come due first. */
  Found<MatchGroup> pending(Predicate<MatchGroup> accepts, PageRequest page, Scope scope) {
    return page(
        new IndexWalk<>(DueOrder::position),
        (walk, each) -> {
          ReadOnlyKeyValueStore<Bytes, byte[]> groups = each.store(Keyspace.MATCH_GROUPS);
          byte[] clock = each.store(Keyspace.TOTALS).get(DueOrder.CLOCK);
          for (KeyValueIterator<Bytes, byte[]> entries :
              DueOrder.entries(each.store(Keyspace.DEADLINES), clock, page.after())) {
            walk.add(each.partition(), entries, (key, value) -> pending(key, groups, accepts));
          }
        },
        page.limit(),
        MOST_DUE_EXAMINED,
        scope);
  }

  private static MatchGroup pending(
      Bytes key, ReadOnlyKeyValueStore<Bytes, byte[]> groups, Predicate<MatchGroup> accepts) {
    byte[] txnId = DueOrder.txnId(key);
    byte[] value = groups.get(Bytes.wrap(txnId));
    if (value == null || MatchGroupCodec.isSettled(value)) {
      return null;
    }
    MatchGroup group = MatchGroupCodec.decode(new String(txnId, StandardCharsets.UTF_8), value);
    boolean shown =
        group.status() == GroupStatus.PENDING
            // Else its entry has just moved.
            && group.deadline() == DueOrder.deadline(key)
            && accepts.test(group);
    return shown ? group : null;
  }

  private static OpenBreak accepted(OpenBreak candidate, BreakFilter filter) {
    return filter.accepts().test(candidate) ? candidate : null;
  }

  private static Optional<KeyValueIterator<Bytes, byte[]>> range(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, BreakFilter filter, Bytes after) {
    Bytes from = OpenBreakKey.from(filter.newest());
    if (after != null) {
      Bytes behind = OpenBreakKey.after(after);
      from = behind.compareTo(from) > 0 ? behind : from;
    }
    Bytes to = OpenBreakKey.from(filter.oldest() - 1);
    return from.compareTo(to) < 0 ? Optional.of(store.range(from, to)) : Optional.empty();
  }

  private <V> Found<V> page(
      IndexWalk<V> empty,
      BiConsumer<IndexWalk<V>, PartitionStores> opener,
      int limit,
      int budget,
      Scope scope) {
    try (IndexWalk<V> walk = empty) {
      Coverage coverage = stores.each(scope, each -> opener.accept(walk, each));
      IndexWalk.Page<V> page = walk.read(limit, budget);
      return new Found<>(
          page.items(), page.next(), page.examined(), stores.without(page.failed(), coverage));
    }
  }
}
