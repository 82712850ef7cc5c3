package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task writes is held back until it commits. */
class BufferedStoreTest {
  private static final Bytes ONE = key("one");
  private static final Bytes TWO = key("two");
  private static final Bytes SIX = key("six");

  private final CountingStore inner = new CountingStore(MemoryStore.empty("store"));
  private final BufferedStore store = new BufferedStore(inner);

  @Test
  void aValueThatChangesSeveralTimesIsWrittenOnceWithTheCommit() {
    store.put(ONE, value(1));
    store.put(TWO, value(2));
    store.put(ONE, value(3));
    assertThat(inner.writes()).isZero();
    assertThat(store.get(ONE)).isEqualTo(value(3));

    store.flushCache();
    assertThat(inner.writes()).isEqualTo(2);
    assertThat(inner.get(ONE)).isEqualTo(value(3));
    assertThat(inner.get(TWO)).isEqualTo(value(2));

    store.flushCache();
    assertThat(inner.writes()).as("nothing is pending").isZero();
  }

  @Test
  void aValueThatWasWrittenOutStaysAtHandAndIsWrittenAgainWhenItChanges() {
    store.put(ONE, value(1));
    store.flushCache();
    inner.reads();

    assertThat(store.get(ONE)).isEqualTo(value(1));
    assertThat(inner.reads()).isZero();

    store.put(ONE, value(2));
    store.flushCache();
    assertThat(inner.get(ONE)).isEqualTo(value(2));
  }

  @Test
  void whatIsNotInTheBufferIsReadFromTheStore() {
    inner.put(ONE, value(1));

    assertThat(store.get(ONE)).isEqualTo(value(1));
    assertThat(store.get(TWO)).isNull();
  }

  @Test
  void aDeletedValueIsGoneAtOnceAndFromTheStoreWithTheCommit() {
    inner.put(ONE, value(1));

    assertThat(store.delete(ONE)).isEqualTo(value(1));
    assertThat(store.get(ONE)).isNull();
    assertThat(inner.get(ONE)).isNotNull();

    store.flushCache();
    assertThat(inner.get(ONE)).isNull();
    inner.put(ONE, value(2));
    assertThat(store.get(ONE)).as("no deletion is remembered").isEqualTo(value(2));
  }

  @Test
  void aValueIsPutIfThereIsNone() {
    assertThat(store.putIfAbsent(ONE, value(1))).isNull();
    assertThat(store.putIfAbsent(ONE, value(2))).isEqualTo(value(1));
    store.putAll(List.of(KeyValue.pair(TWO, value(3))));

    assertThat(store.get(ONE)).isEqualTo(value(1));
    assertThat(store.get(TWO)).isEqualTo(value(3));
  }

  @Test
  void whatIsToBeDoneBeforeTheCommitMayWriteAndIsCommitted() {
    List<String> calls = new ArrayList<>();
    store.beforeCommit(
        () -> {
          calls.add("commit");
          store.put(ONE, value(1));
        });
    assertThat(calls).isEmpty();

    store.flushCache();
    assertThat(calls).containsExactly("commit");
    assertThat(inner.get(ONE)).isEqualTo(value(1));
  }

  @Test
  void aFullBufferIsWrittenOutAndEmptied(@TempDir java.nio.file.Path folder) {
    BufferedStore small = withLimit(2 * (144 + 3 + 1), folder);
    small.put(ONE, value(1));
    small.put(TWO, value(2));
    small.put(ONE, value(3));
    assertThat(inner.writes()).as("just full").isZero();

    small.put(SIX, value(4));
    assertThat(inner.writes()).isEqualTo(3);
    inner.reads();
    assertThat(small.get(ONE)).isEqualTo(value(3));
    assertThat(inner.reads()).as("no longer at hand").isEqualTo(1);

    small.put(ONE, value(5));
    assertThat(inner.writes()).as("there is room again").isZero();
  }

  @Test
  void anEntryTakesRoomForItsKeyAndItsValue(@TempDir java.nio.file.Path folder) {
    BufferedStore small = withLimit(144 + 3 + 1 - 1, folder);
    small.put(ONE, value(1));

    assertThat(inner.writes()).isEqualTo(1);
  }

  @Test
  void aLongerValueTakesMoreRoomAndAWrittenDeletionNone(@TempDir java.nio.file.Path folder) {
    BufferedStore small = withLimit(144 + 3 + 2, folder);
    small.delete(ONE);
    small.flushCache();
    inner.writes();

    small.put(TWO, value(1));
    small.put(TWO, new byte[2]);
    assertThat(inner.writes()).isZero();

    small.put(TWO, new byte[3]);
    assertThat(inner.writes()).isEqualTo(1);
  }

  @Test
  void aDeletionTakesRoomToo(@TempDir java.nio.file.Path folder) {
    BufferedStore small = withLimit(144 + 3, folder);
    small.delete(ONE);
    assertThat(inner.writes()).isZero();

    small.delete(TWO);
    assertThat(inner.writes()).isEqualTo(2);
  }

  @Test
  void whatIsNotCommittedIsForgottenWhenTheTaskFailsOrEndsOrStartsAgain() {
    List<Runnable> ends =
        List.of(
            store::clearCache,
            store::close,
            () -> store.init(new MockProcessorContext<>().getStateStoreContext(), store));
    for (Runnable end : ends) {
      store.put(ONE, value(1));
      end.run();
      store.flushCache();
      assertThat(inner.writes()).isZero();
      inner.reads();
      store.putIfAbsent(ONE, value(2));
      assertThat(inner.reads()).as("nothing is at hand").isEqualTo(1);
      store.clearCache();
    }
  }

  @Test
  void theStoreBehindTheBufferIsStartedFlushedClearedAndClosedWithIt() {
    BufferedStore behind = new BufferedStore(inner);
    BufferedStore before = new BufferedStore(behind);
    behind.put(ONE, value(1));
    before.flushCache();
    assertThat(inner.writes()).isEqualTo(1);

    behind.put(ONE, value(2));
    before.clearCache();
    behind.flushCache();
    assertThat(inner.writes()).isZero();

    behind.put(ONE, value(2));
    before.init(new MockProcessorContext<>().getStateStoreContext(), before);
    behind.flushCache();
    assertThat(inner.writes()).isZero();

    before.close();
    assertThat(inner.isOpen()).isFalse();
  }

  @Test
  void aRangeShowsWhatWasWrittenOut() {
    store.put(ONE, value(1));
    assertThat(keys(store.all())).isEmpty();
    store.flushCache();
    store.put(TWO, value(2));

    assertThat(keys(store.all())).containsExactly(ONE);
    assertThat(keys(store.range(ONE, ONE))).containsExactly(ONE);
    assertThat(keys(store.reverseAll())).containsExactly(ONE);
    assertThat(keys(store.reverseRange(ONE, ONE))).containsExactly(ONE);
    assertThat(store.approximateNumEntries()).isEqualTo(1);
  }

  @Test
  void theBufferIsFoundBehindWhatAContextPutsBeforeIt() {
    assertThat(BufferedStore.of(store)).isSameAs(store);
    assertThat(BufferedStore.of(new Layer(store))).isSameAs(store);
  }

  private BufferedStore withLimit(long bytes, java.nio.file.Path folder) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "buffered");
    properties.put(Stores.BUFFER_BYTES, Long.toString(bytes));
    store.init(
        new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile())
            .getStateStoreContext(),
        store);
    inner.writes();
    return store;
  }

  private static List<Bytes> keys(KeyValueIterator<Bytes, byte[]> entries) {
    List<Bytes> keys = new ArrayList<>();
    try (entries) {
      entries.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] value(int number) {
    return new byte[] {(byte) number};
  }

  @Test
  void aReaderDoesNotWaitWhileTheTaskWritesOut() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    BufferedStore stalled =
        new BufferedStore(
            held(
                () -> {
                  writing.countDown();
                  assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                  return null;
                }));
    inner.put(TWO, value(2));
    stalled.put(ONE, value(1));
    CompletableFuture<Void> commit = CompletableFuture.runAsync(stalled::flushCache);
    assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<List<byte[]>> read =
        CompletableFuture.supplyAsync(() -> List.of(stalled.get(ONE), stalled.get(TWO)));

    assertThat(read.get(20, TimeUnit.SECONDS)).containsExactly(value(1), value(2));
    assertThat(commit).isNotDone();
    goOn.countDown();
    commit.get(20, TimeUnit.SECONDS);
    assertThat(inner.get(ONE)).isEqualTo(value(1));
  }

  @Test
  void aReaderNeverMissesAValueThatIsWrittenOutAndForgottenMeanwhile(
      @TempDir java.nio.file.Path folder) throws Exception {
    BufferedStore small = withLimit(144 + 3 + 1, folder);
    small.put(ONE, value(1));
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> missed =
        CompletableFuture.supplyAsync(
            () -> {
              int misses = 0;
              while (!done.get()) {
                misses += small.get(ONE) == null ? 1 : 0;
              }
              return misses;
            });
    for (int i = 0; i < 200_000; i++) {
      small.put(ONE, value(i));
    }
    done.set(true);

    assertThat(missed.get(20, TimeUnit.SECONDS)).isZero();
  }

  /** The store, where something happens before each write. */
  @SuppressWarnings("unchecked") // It is a proxy of this type.
  private KeyValueStore<Bytes, byte[]> held(Callable<Void> beforeWrite) {
    return (KeyValueStore<Bytes, byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("putAll")) {
                beforeWrite.call();
              }
              return method.invoke(inner, arguments);
            });
  }

  private static final class Layer
      extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]> {
    Layer(KeyValueStore<Bytes, byte[]> store) {
      super(store);
    }
  }
}
