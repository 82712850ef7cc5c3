package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keyspaces lie in one store, and none sees what is in another. */
class KeyspaceTest {
  private static final byte[] NOTHING = {};

  private final KeyValueStore<Bytes, byte[]> state = MemoryStore.empty(Stores.STATE);
  private final KeyValueStore<Bytes, byte[]> deadlines = Keyspace.DEADLINES.of(state);

  @BeforeEach
  void fillAll() {
    for (Keyspace keyspace : Keyspace.values()) {
      KeyValueStore<Bytes, byte[]> store = keyspace.of(state);
      for (String key : List.of("\0", "b", "d", "\u00ff")) {
        store.put(key(key), value(keyspace + key));
      }
    }
  }

  @Test
  void theFirstByteOfAStoredKeyTellsThemApart() {
    assertThat(Stream.of(Keyspace.values()).map(each -> text(each.stored(key("x")))))
        .containsExactly("gx", "dx", "bx", "tx");
  }

  @Test
  void aKeyIsFoundInItsOwnKeyspace() {
    assertThat(deadlines.get(key("b"))).isEqualTo(value("deadlinesb"));
    assertThat(Keyspace.TOTALS.of(state).get(key("b"))).isEqualTo(value("totalsb"));
    assertThat(deadlines.get(key("c"))).isNull();
  }

  @Test
  void whoMayOnlyReadTheStateReadsItsKeyspaces() {
    ReadOnlyKeyValueStore<Bytes, byte[]> readOnly = state;

    assertThat(Keyspace.TOTALS.of(readOnly).get(key("b"))).isEqualTo(value("totalsb"));
  }

  @Test
  void allOfOneAreItsOwnKeysInOrder() {
    assertThat(keys(deadlines.all())).containsExactly("\0", "b", "d", "\u00ff");
    assertThat(keys(deadlines.reverseAll())).containsExactly("\u00ff", "d", "b", "\0");
  }

  @Test
  void aRangeHasBothItsEndsAndNothingOfAnother() {
    assertThat(keys(deadlines.range(key("b"), key("d")))).containsExactly("b", "d");
    assertThat(keys(deadlines.reverseRange(key("b"), key("e")))).containsExactly("d", "b");
    assertThat(keys(deadlines.range(null, key("b")))).containsExactly("\0", "b");
    assertThat(keys(deadlines.reverseRange(key("d"), null))).containsExactly("\u00ff", "d");
  }

  @Test
  void aKeyThatIsLookedAtIsTheOneThatComesNext() {
    try (KeyValueIterator<Bytes, byte[]> entries = deadlines.range(key("b"), key("d"))) {
      assertThat(text(entries.peekNextKey())).isEqualTo("b");
      KeyValue<Bytes, byte[]> next = entries.next();
      assertThat(text(next.key)).isEqualTo("b");
      assertThat(next.value).isEqualTo(value("deadlinesb"));
      assertThat(entries.hasNext()).isTrue();
    }
  }

  @Test
  void whatIsDeletedIsGoneFromOneAlone() {
    assertThat(deadlines.delete(key("b"))).isEqualTo(value("deadlinesb"));

    assertThat(deadlines.get(key("b"))).isNull();
    assertThat(Keyspace.OPEN_BREAKS.of(state).get(key("b"))).isEqualTo(value("open-breaksb"));
  }

  @Test
  void whatIsPutIsInOneAlone() {
    assertThat(deadlines.putIfAbsent(key("new"), NOTHING)).isNull();
    assertThat(deadlines.putIfAbsent(key("b"), NOTHING)).isEqualTo(value("deadlinesb"));
    deadlines.putAll(List.of(KeyValue.pair(key("newer"), value("newer"))));

    assertThat(deadlines.get(key("new"))).isEqualTo(NOTHING);
    assertThat(deadlines.get(key("newer"))).isEqualTo(value("newer"));
    assertThat(Keyspace.TOTALS.of(state).get(key("new"))).isNull();
  }

  @Test
  void theEntriesOfAllAreCountedTogether() {
    assertThat(deadlines.approximateNumEntries()).isEqualTo(16);
  }

  @Test
  void anIteratorThatIsClosedClosesTheOneBelow() {
    List<String> calls = new ArrayList<>();
    KeyValueIterator<Bytes, byte[]> closing =
        new KeyspaceReads(new ClosingStore(state, () -> calls.add("closed")), Keyspace.TOTALS)
            .all();

    closing.close();

    assertThat(calls).containsExactly("closed");
  }

  /** Tells when an iterator of it is closed. */
  private record ClosingStore(KeyValueStore<Bytes, byte[]> store, Runnable closed)
      implements ReadOnlyKeyValueStore<Bytes, byte[]> {
    @Override
    public byte[] get(Bytes key) {
      return store.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
      KeyValueIterator<Bytes, byte[]> entries = store.range(from, to);
      return new KeyValueIterator<>() {
        @Override
        public boolean hasNext() {
          return entries.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
          return entries.next();
        }

        @Override
        public Bytes peekNextKey() {
          return entries.peekNextKey();
        }

        @Override
        public void close() {
          entries.close();
          closed.run();
        }
      };
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
      return store.all();
    }

    @Override
    public long approximateNumEntries() {
      return store.approximateNumEntries();
    }
  }

  private static List<String> keys(KeyValueIterator<Bytes, byte[]> entries) {
    List<String> keys = new ArrayList<>();
    try (entries) {
      entries.forEachRemaining(entry -> keys.add(text(entry.key)));
    }
    return keys;
  }

  private static String text(Bytes key) {
    return new String(key.get(), StandardCharsets.ISO_8859_1);
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] value(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
