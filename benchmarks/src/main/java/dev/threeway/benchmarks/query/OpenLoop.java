package dev.threeway.benchmarks.query;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks at a steady rate whether answers come or not: a question is due at its time, is sent on the
 * connection that has been free for longest, and its latency counts from when it was due. So a
 * server that stalls is charged with every question that waits meanwhile.
 */
final class OpenLoop implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final long SELECT_MILLIS = 200;

  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private final LinkedBlockingQueue<Connection> free = new LinkedBlockingQueue<>();
  private final Questions questions;
  private final Judge judge;
  private final Latencies latencies = new Latencies();
  private final Thread reader = new Thread(this::read, "answers");
  private volatile boolean stopping;
  private volatile Exception failure;
  private volatile long measuredFrom = Long.MAX_VALUE;
  private volatile long measuredTo = Long.MAX_VALUE;

  /** Connects, in turn to each instance. */
  OpenLoop(List<String> instances, int count, Questions questions, Judge judge) throws IOException {
    this.questions = questions;
    this.judge = judge;
    selector = Selector.open();
    for (int i = 0; i < count; i++) {
      connections.add(new Connection(instances.get(i % instances.size()), selector));
    }
    free.addAll(connections);
    reader.start();
  }

  /**
   * Asks for some time; returns when the last question has been sent. One that would be sent later
   * than anybody waits is not sent, and counts as not answered.
   *
   * @param counts whether it is measured
   * @return how many questions were sent
   */
  long ask(int perSecond, int seconds, boolean counts) throws InterruptedException {
    long begin = System.nanoTime();
    long total = (long) perSecond * seconds;
    long unsent = 0;
    if (counts) {
      measuredFrom = begin;
      measuredTo = begin + TimeUnit.SECONDS.toNanos(seconds);
    }
    for (long number = 0; number < total; number++) {
      long due = begin + number * 1_000_000_000L / perSecond;
      awaitUntil(due);
      if (System.nanoTime() - due > PATIENCE_NANOS) {
        Question late = questions.next();
        note(late.kind(), Latencies.NO_ANSWER, due, System.nanoTime());
        unsent++;
        continue;
      }
      Connection connection = free.poll(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
      if (connection == null || failure != null) {
        throw new BenchmarkException(
            "no connection has become free for %d s"
                .formatted(TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)),
            failure);
      }
      try {
        connection.ask(questions.next(), due);
      } catch (IOException broken) {
        // Whoever reads from it finds out, too, and connects anew.
        unsent++;
      }
    }
    return total - unsent;
  }

  private static void awaitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      while (!stopping) {
        selector.select(
            key -> {
              if (key.isValid() && key.isReadable()) {
                readFrom((Connection) key.attachment(), buffer, key);
              }
            },
            SELECT_MILLIS);
        giveUp();
      }
    } catch (IOException | RuntimeException unexpected) {
      failure = unexpected;
    }
  }

  private void readFrom(Connection connection, ByteBuffer buffer, SelectionKey key) {
    try {
      if (connection.read(buffer)) {
        answered(connection);
      }
    } catch (IOException broken) {
      key.cancel();
      fail(connection);
    }
  }

  private void answered(Connection connection) throws IOException {
    long now = System.nanoTime();
    Question question = connection.question();
    ResponseParser response = connection.response();
    note(question.kind(), response.status(), connection.due(), now);
    judge.take(
        new Judge.Received(
            question,
            connection.instance(),
            response.status(),
            response.retryAfter(),
            response.body(),
            System.currentTimeMillis()));
    boolean closes = response.closes();
    connection.done();
    if (closes) {
      connection.reopen();
    }
    free.add(connection);
  }

  private synchronized void note(Kind kind, int status, long due, long now) {
    if (due - measuredFrom >= 0 && due - measuredTo < 0) {
      latencies.add(kind, status, now - due);
    }
  }

  /** A question that has waited for so long is not answered any more. */
  private void giveUp() {
    long now = System.nanoTime();
    for (Connection each : connections) {
      if (each.question() != null && now - each.due() > PATIENCE_NANOS) {
        fail(each);
      }
    }
  }

  private void fail(Connection connection) {
    Question question = connection.question();
    if (question != null) {
      note(question.kind(), Latencies.NO_ANSWER, connection.due(), System.nanoTime());
    }
    connection.done();
    try {
      connection.reopen();
      free.remove(connection);
      free.add(connection);
    } catch (IOException gone) {
      failure = gone;
    }
  }

  /** To be asked once it is closed. */
  Latencies latencies() {
    return latencies;
  }

  /** Waits for answers that are on their way, and closes every connection. */
  @Override
  public void close() throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (free.size() < connections.size() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    stopping = true;
    selector.wakeup();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Connection each : connections) {
      each.close();
    }
    selector.close();
  }
}
