package dev.threeway.queryapi.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while the database is away. */
class QueueDrainTest {
  @TempDir private Path folder;

  @Test
  void eventsStayInTheQueueAndWhoeverWaitsIsToldSoon() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (LocalQueue queue = new LocalQueue(folder, 10)) {
      QueueDrain drain =
          new QueueDrain(
              queue,
              () -> {
                tries.incrementAndGet();
                throw new SQLException("away");
              },
              head -> {
                throw new AssertionError("nothing was written");
              });
      drain.start();
      queue.add(EventCodec.encode(Events.numbered(1)), 0);
      drain.wake();
      Awaitility.await().until(() -> tries.get() > 0);

      for (int i = 0; i < 3; i++) {
        CompletableFuture<Void> recorded = drain.hurry(Events.numbered(2));
        assertThatThrownBy(() -> recorded.get(5, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasRootCauseMessage("away");
      }

      assertThat(drain.isAvailable()).isFalse();
      assertThat(queue.depth()).isEqualTo(1);
      long start = System.nanoTime();
      assertThat(drain.close()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(EventCodec.decode(queue.peek(1).get(0))).isEqualTo(Events.numbered(1));
    }
  }

  @Test
  void aDrainThatStopsTakesNothingMore() throws Exception {
    try (LocalQueue queue = new LocalQueue(folder, 10)) {
      QueueDrain drain =
          new QueueDrain(
              queue,
              () -> {
                throw new SQLException("away");
              },
              head -> {});
      drain.start();
      assertThat(drain.close()).isTrue();

      assertThat(drain.hurry(Events.numbered(1))).isCompletedExceptionally();
    }
  }
}
