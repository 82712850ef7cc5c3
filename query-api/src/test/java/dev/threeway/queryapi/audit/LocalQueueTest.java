package dev.threeway.queryapi.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalQueueTest {
  @TempDir private Path folder;

  @Test
  void whatWentInFirstComesOutFirst() throws Exception {
    try (LocalQueue queue = new LocalQueue(folder, 10)) {
      add(queue, "a", "b", "c");

      assertThat(texts(queue.peek(2))).containsExactly("a", "b");
      queue.remove(2);
      add(queue, "d");
      assertThat(texts(queue.peek(10))).containsExactly("c", "d");
      assertThat(queue.depth()).isEqualTo(2);
    }
  }

  @Test
  void atItsBoundItTakesNothingAndNearItOnlyWhatMayUseTheReserve() throws Exception {
    try (LocalQueue queue = new LocalQueue(folder, 4)) {
      add(queue, "a", "b", "c");

      assertThat(queue.add(bytes("denied"), 1)).isFalse();
      assertThat(queue.add(bytes("d"), 0)).isTrue();
      assertThat(queue.add(bytes("e"), 0)).isFalse();
      queue.remove(1);
      assertThat(queue.add(bytes("e"), 0)).isTrue();
    }
  }

  @Test
  void itHoldsTheSameAfterARestart() throws Exception {
    try (LocalQueue queue = new LocalQueue(folder, 10)) {
      add(queue, "a", "b", "c");
      queue.remove(1);
    }
    try (LocalQueue queue = new LocalQueue(folder, 10)) {
      assertThat(texts(queue.peek(10))).containsExactly("b", "c");
      queue.remove(2);
    }
    try (LocalQueue queue = new LocalQueue(folder, 10)) {
      assertThat(queue.depth()).isZero();
      add(queue, "d");
      assertThat(texts(queue.peek(10))).containsExactly("d");
    }
  }

  @Test
  void whatIsOnItsDiskAtAnyMomentIsEnoughToGoOnFrom() throws Exception {
    Path crashed = folder.resolve("crashed");
    try (LocalQueue queue = new LocalQueue(folder.resolve("live"), 10)) {
      add(queue, "a", "b", "c");
      queue.remove(1);
      // The files as a process that is killed now would leave them.
      copy(folder.resolve("live"), crashed);
    }

    try (LocalQueue queue = new LocalQueue(crashed, 10)) {
      assertThat(texts(queue.peek(10))).containsExactly("b", "c");
    }
  }

  @Test
  void manyThreadsAddAndNothingIsLostOrDoubled() throws Exception {
    int threads = 8;
    int each = 500;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch begin = new CountDownLatch(1);
    try (LocalQueue queue = new LocalQueue(folder, 100_000)) {
      for (int thread = 0; thread < threads; thread++) {
        String name = "t" + thread + "-";
        pool.execute(
            () -> {
              try {
                begin.await();
                for (int i = 0; i < each; i++) {
                  add(queue, name + i);
                }
              } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
              }
            });
      }
      begin.countDown();
      pool.shutdown();
      assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

      assertThat(texts(queue.peek(100_000))).hasSize(threads * each).doesNotHaveDuplicates();
    }
  }

  @Test
  void twoCannotHaveItOpen() {
    try (LocalQueue queue = new LocalQueue(folder, 10)) {
      assertThat(queue.depth()).isZero();
      assertThatThrownBy(() -> new LocalQueue(folder, 10))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("cannot open the queue of the audit in " + folder);
    }
  }

  private static void add(LocalQueue queue, String... texts) throws IOException {
    for (String text : texts) {
      assertThat(queue.add(bytes(text), 0)).isTrue();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<String> texts(List<byte[]> entries) {
    return entries.stream().map(entry -> new String(entry, UTF_8)).toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(each -> !each.endsWith("LOCK")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
