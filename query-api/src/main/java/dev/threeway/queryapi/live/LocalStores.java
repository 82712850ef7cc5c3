package dev.threeway.queryapi.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Reads the partitions that this instance has, and says which it could read, and how. */
final class LocalStores {
  /**
   * What was read from one partition.
   *
   * @param copied the copy that was read; empty if this instance owns the partition
   */
  record Read<T>(T value, Optional<Coverage.Copied> copied) {}

  private final Partitions partitions;

  LocalStores(Partitions partitions) {
    this.partitions = partitions;
  }

  /**
   * Reads every partition of a scope.
   *
   * @param reader must have changed nothing when it fails
   */
  Coverage each(Scope scope, Consumer<PartitionStores> reader) {
    int total = partitions.count();
    List<Integer> missing = new ArrayList<>();
    List<Coverage.Copied> copied = new ArrayList<>();
    List<Integer> unreadable = new ArrayList<>();
    for (int partition = 0; partition < total; partition++) {
      if (!scope.wants(partition)) {
        missing.add(partition);
        continue;
      }
      try {
        one(
                partition,
                scope.copies(),
                stores -> {
                  reader.accept(stores);
                  return stores;
                })
            .copied()
            .ifPresent(copied::add);
      } catch (NotReadableException | InvalidStateStoreException notHere) {
        missing.add(partition);
        unreadable.add(partition);
      }
    }
    return new Coverage(total, missing, copied, restoring(unreadable));
  }

  /**
   * Reads one partition: as its owner, or else a copy where that will do.
   *
   * @param reader must have changed nothing when it fails
   * @throws NotReadableException if neither is here
   * @throws InvalidStateStoreException if the store was closed meanwhile
   */
  <T> Read<T> one(int partition, boolean copies, Function<PartitionStores, T> reader) {
    try {
      T value = reader.apply(new PartitionStores(partition, partitions.state(partition)));
      return new Read<>(value, Optional.empty());
    } catch (NotReadableException | InvalidStateStoreException notOwned) {
      if (!copies) {
        throw notOwned;
      }
    }
    // Asked before the copy is read: the copy has at least what it had then.
    Partitions.Lag lag = partitions.lags().get(partition);
    T value = reader.apply(new PartitionStores(partition, partitions.copy(partition)));
    return new Read<>(value, Optional.of(copy(partition, lag)));
  }

  /** Which of the partitions that are assigned to this instance it has. */
  Holdings holdings(List<Integer> owned, List<Integer> copied) {
    List<Integer> active = new ArrayList<>();
    List<Integer> unreadable = new ArrayList<>();
    for (int partition : owned) {
      (canBeRead(partition) ? active : unreadable).add(partition);
    }
    Map<Integer, Partitions.Lag> lags = copied.isEmpty() ? Map.of() : partitions.lags();
    return new Holdings(
        active,
        copied.stream().map(partition -> copy(partition, lags.get(partition))).toList(),
        restoring(unreadable));
  }

  private boolean canBeRead(int partition) {
    try {
      partitions.state(partition);
      return true;
    } catch (NotReadableException | InvalidStateStoreException notYet) {
      return false;
    }
  }

  private static Coverage.Copied copy(int partition, Partitions.Lag lag) {
    return new Coverage.Copied(partition, lag == null ? null : lag.remaining());
  }

  /** A coverage without partitions that could not be read to the end. */
  Coverage without(SortedSet<Integer> failed, Coverage coverage) {
    if (failed.isEmpty()) {
      return coverage;
    }
    SortedSet<Integer> missing = new TreeSet<>(coverage.missing());
    missing.addAll(failed);
    return new Coverage(
        coverage.total(),
        List.copyOf(missing),
        coverage.copied().stream().filter(copy -> !failed.contains(copy.partition())).toList(),
        coverage.restoring());
  }

  /** Of some partitions that cannot be read those that are on their way to this instance. */
  List<Coverage.Restoring> restoring(List<Integer> unreadable) {
    if (unreadable.isEmpty()) {
      return List.of();
    }
    Map<Integer, Partitions.Lag> lags = partitions.lags();
    return unreadable.stream()
        .filter(lags::containsKey)
        .map(
            partition ->
                new Coverage.Restoring(
                    partition, lags.get(partition).remaining(), lags.get(partition).percent()))
        .toList();
  }
}
