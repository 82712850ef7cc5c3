package dev.threeway.topology.join;

import static dev.threeway.topology.join.DeadlineKey.OVERDUE;
import static dev.threeway.topology.join.DeadlineKey.SCHEDULE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Test;

/** The open groups are read in the order in which they come due, from any position on. */
class DueOrderTest {
  private final KeyValueStore<Bytes, byte[]> deadlines =
      MemoryStore.empty(Keyspace.DEADLINES.toString());

  @Test
  void whatWasOverdueAndWhatIsNotYetDueAreReadApart() {
    enter(OVERDUE, 50, "late");
    enter(SCHEDULE, 110, "second");
    enter(SCHEDULE, 100, "first");

    assertThat(read(null, null))
        .containsExactly(List.of("50 late"), List.of("100 first", "110 second"));
  }

  @Test
  void groupsThatWereLookedAtAfterTheirDeadlineAreLeftOut() {
    PartitionClock clock = new PartitionClock();
    clock.decidedThrough(100);
    enter(SCHEDULE, 99, "decided");
    enter(SCHEDULE, 100, "first");

    assertThat(read(clock.encode(), null)).containsExactly(List.of(), List.of("100 first"));
  }

  @Test
  void aPositionIsBehindItsOwnEntryAndBeforeTheNextInBothSections() {
    enter(OVERDUE, 100, "T1");
    enter(OVERDUE, 100, "T2");
    enter(SCHEDULE, 100, "T1");
    enter(SCHEDULE, 100, "T1a");
    enter(SCHEDULE, 101, "T0");

    assertThat(read(null, DueOrder.position(100, "T1")))
        .containsExactly(List.of("100 T2"), List.of("100 T1a", "101 T0"));
  }

  @Test
  void aPositionBeforeWhatHasBeenDecidedBringsNothingBack() {
    PartitionClock clock = new PartitionClock();
    clock.decidedThrough(100);
    enter(SCHEDULE, 99, "decided");
    enter(SCHEDULE, 100, "first");

    assertThat(read(clock.encode(), DueOrder.position(50, "T")))
        .containsExactly(List.of(), List.of("100 first"));
  }

  @Test
  void thePositionOfAnEntryIsThatOfItsGroupWhereverItStands() {
    byte[] txnId = "T1".getBytes(UTF_8);

    assertThat(DueOrder.position(DeadlineKey.of(OVERDUE, 100, txnId)))
        .isEqualTo(DueOrder.position(DeadlineKey.of(SCHEDULE, 100, txnId)))
        .isEqualTo(DueOrder.position(100, "T1"));
  }

  @Test
  void nothingStaysOpenWhenTheStoreIsClosedMeanwhile() {
    List<String> closed = new ArrayList<>();
    ReadOnlyKeyValueStore<Bytes, byte[]> closing = new ClosingStore(closed);

    assertThatThrownBy(() -> DueOrder.entries(closing, null, null))
        .isInstanceOf(InvalidStateStoreException.class);
    assertThat(closed).containsExactly("overdue");
  }

  private void enter(byte section, long deadline, String txnId) {
    deadlines.put(DeadlineKey.of(section, deadline, txnId.getBytes(UTF_8)), new byte[0]);
  }

  private List<List<String>> read(byte[] clock, Bytes after) {
    List<List<String>> sections = new ArrayList<>();
    for (KeyValueIterator<Bytes, byte[]> section : DueOrder.entries(deadlines, clock, after)) {
      List<String> read = new ArrayList<>();
      try (section) {
        section.forEachRemaining(
            entry ->
                read.add(
                    DueOrder.deadline(entry.key)
                        + " "
                        + new String(DueOrder.txnId(entry.key), UTF_8)));
      }
      sections.add(read);
    }
    return sections;
  }

  /** A store that gives the overdue entries and is closed before the others are asked for. */
  private record ClosingStore(List<String> closed) implements ReadOnlyKeyValueStore<Bytes, byte[]> {
    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
      if (from.get()[0] == SCHEDULE) {
        throw new InvalidStateStoreException("closed");
      }
      KeyValueIterator<Bytes, byte[]> none = MemoryStore.empty(Keyspace.DEADLINES.toString()).all();
      return new KeyValueIterator<>() {
        @Override
        public void close() {
          closed.add("overdue");
          none.close();
        }

        @Override
        public Bytes peekNextKey() {
          return none.peekNextKey();
        }

        @Override
        public boolean hasNext() {
          return none.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
          return none.next();
        }
      };
    }

    @Override
    public byte[] get(Bytes key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long approximateNumEntries() {
      throw new UnsupportedOperationException();
    }
  }
}
