package dev.threeway.queryapi.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Reads an index that lies in several partitions as one, in the order of its positions, up to a
 * number of entries. Closing it closes every iterator. Confined to one thread.
 */
final class IndexWalk<V> implements AutoCloseable {
  /** What a list shows of an entry. */
  interface Visitor<V> {
    /** Null if the list does not show the entry. */
    V visit(Bytes key, byte[] value);
  }

  /**
   * What was found.
   *
   * @param next the position up to which every partition has been read; empty at the end
   * @param examined how many entries were looked at
   * @param failed the partitions that could not be read to the end; nothing of them is among the
   *     items
   */
  record Page<V>(List<V> items, Optional<Bytes> next, int examined, SortedSet<Integer> failed) {}

  private record Found<V>(int partition, V value) {}

  /** The entries of one partition that are still to be read. */
  private static final class Track<V> {
    private final int partition;
    private final KeyValueIterator<Bytes, byte[]> entries;
    private final Visitor<V> visitor;
    private KeyValue<Bytes, byte[]> head;
    private Bytes position;

    Track(int partition, KeyValueIterator<Bytes, byte[]> entries, Visitor<V> visitor) {
      this.partition = partition;
      this.entries = entries;
      this.visitor = visitor;
    }

    int partition() {
      return partition;
    }

    Bytes position() {
      return position;
    }

    boolean advance(UnaryOperator<Bytes> positions) {
      if (!entries.hasNext()) {
        return false;
      }
      head = entries.next();
      position = positions.apply(head.key);
      return true;
    }
  }

  private final UnaryOperator<Bytes> positions;
  private final List<Track<V>> tracks = new ArrayList<>();
  private final SortedSet<Integer> failed = new TreeSet<>();
  private final PriorityQueue<Track<V>> heads =
      new PriorityQueue<>(
          Comparator.comparing((Track<V> track) -> track.position())
              .thenComparingInt(Track::partition));

  /**
   * A walk without entries.
   *
   * @param positions the position of a key; entries of a partition with equal positions are one
   */
  IndexWalk(UnaryOperator<Bytes> positions) {
    this.positions = positions;
  }

  /** Takes over an iterator whose entries are in the order of their positions. */
  void add(int partition, KeyValueIterator<Bytes, byte[]> entries, Visitor<V> visitor) {
    tracks.add(new Track<>(partition, entries, visitor));
  }

  /**
   * Reads on until enough is found or looked at.
   *
   * @param limit of items, above 0
   * @param budget of entries, above 0
   */
  Page<V> read(int limit, int budget) {
    for (Track<V> track : tracks) {
      step(track, () -> {});
    }
    List<Found<V>> found = new ArrayList<>();
    Track<V> last = null;
    Bytes reached = null;
    int examined = 0;
    while (!heads.isEmpty() && found.size() < limit && examined < budget) {
      Track<V> track = heads.poll();
      boolean again =
          last != null && last.partition == track.partition && track.position.equals(reached);
      last = track;
      reached = track.position;
      examined++;
      step(
          track,
          () -> {
            V value = again ? null : track.visitor.visit(track.head.key, track.head.value);
            if (value != null) {
              found.add(new Found<>(track.partition, value));
            }
          });
    }
    return new Page<>(
        found.stream()
            .filter(item -> !failed.contains(item.partition()))
            .map(Found::value)
            .toList(),
        heads.isEmpty() ? Optional.empty() : Optional.of(reached),
        examined,
        failed);
  }

  private void step(Track<V> track, Runnable visit) {
    try {
      visit.run();
      if (track.advance(positions)) {
        heads.add(track);
      }
    } catch (InvalidStateStoreException | NotReadableException closedMeanwhile) {
      failed.add(track.partition);
    }
  }

  @Override
  public void close() {
    tracks.forEach(track -> track.entries.close());
  }
}
