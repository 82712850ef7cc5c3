package dev.threeway.queryapi.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that moves events from the local queue to the table, in batches. */
final class QueueDrain implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueDrain.class);

  /** Rows of one transaction, which holds the lock of the chain for a few ms. */
  private static final int BATCH = 500;

  /**
   * How long events wait, safe in the queue, for others to share a transaction with, unless one is
   * in a hurry or a batch is full.
   */
  private static final Duration LINGER = Duration.ofMillis(200);

  private static final Duration IDLE = Duration.ofSeconds(1);

  /** Once the table could not be written it is left alone for so long. */
  private static final Duration BREATHER = Duration.ofMillis(500);

  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private record Hurried(AuditEvent event, CompletableFuture<Void> recorded) {}

  private final LocalQueue queue;
  private final ConnectionSource database;
  private final Consumer<ChainHead> advanced;
  private final Queue<Hurried> hurried = new ConcurrentLinkedQueue<>();
  private final Semaphore work = new Semaphore(0);
  private final Semaphore hurry = new Semaphore(0);
  private final LongAdder recorded = new LongAdder();
  private final Thread thread = new Thread(this, "audit");
  private volatile boolean stopping;
  private volatile boolean available;
  private boolean silent;

  /**
   * A thread that is not started.
   *
   * @param advanced is told the head of the chain after each batch
   */
  QueueDrain(LocalQueue queue, ConnectionSource database, Consumer<ChainHead> advanced) {
    this.queue = queue;
    this.database = database;
    this.advanced = advanced;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** There is something in the queue. */
  void wake() {
    if (work.availablePermits() == 0) {
      work.release();
    }
  }

  /** Writes an event with the next batch; the result fails if that is not written. */
  CompletableFuture<Void> hurry(AuditEvent event) {
    Hurried entry = new Hurried(event, new CompletableFuture<>());
    if (stopping) {
      entry.recorded().completeExceptionally(new IOException("the instance is stopping"));
      return entry.recorded();
    }
    hurried.add(entry);
    hurry.release();
    work.release();
    return entry.recorded();
  }

  /** Whether the table could be written the last time, or has not been tried yet. */
  boolean isAvailable() {
    return available;
  }

  long recorded() {
    return recorded.sum();
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        if (queue.depth() == 0 && hurried.isEmpty()) {
          await(work, IDLE);
        }
        if (queue.depth() < BATCH && hurried.isEmpty()) {
          await(hurry, LINGER);
        }
        step();
      }
      while (queue.depth() > 0 && available) {
        step();
      }
    } catch (InterruptedException lateAtTheEnd) {
      LOG.debug("Stopped with {} events in the queue", queue.depth());
    } finally {
      failAll(takeHurried(), new IOException("the instance is stopping"));
    }
  }

  private static void await(Semaphore signal, Duration atMost) throws InterruptedException {
    if (signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      signal.drainPermits();
    }
  }

  private void step() throws InterruptedException {
    List<Hurried> first = takeHurried();
    try {
      List<byte[]> waiting = queue.peek(BATCH);
      if (waiting.isEmpty() && first.isEmpty()) {
        return;
      }
      List<AuditEvent> events = new ArrayList<>();
      waiting.forEach(bytes -> events.add(EventCodec.decode(bytes)));
      first.forEach(entry -> events.add(entry.event()));
      ChainHead head = write(events);
      queue.remove(waiting.size());
      succeeded(events.size());
      first.forEach(entry -> entry.recorded().complete(null));
      advanced.accept(head);
    } catch (SQLException | IOException | RuntimeException e) {
      failAll(first, e);
      failed(e);
    }
  }

  private ChainHead write(List<AuditEvent> events) throws SQLException {
    try (Connection connection = database.open()) {
      // The pool rolls back what is not committed.
      return ChainWriter.append(connection, events);
    }
  }

  private void succeeded(int events) {
    recorded.add(events);
    available = true;
    if (silent) {
      silent = false;
      LOG.atInfo().addKeyValue("waiting", queue.depth()).log("The audit log is written again");
    }
  }

  private void failed(Exception cause) throws InterruptedException {
    available = false;
    if (!silent) {
      silent = true;
      LOG.atWarn()
          .addKeyValue("waiting", queue.depth())
          .addKeyValue("cause", cause.getMessage())
          .log("The audit log cannot be written; events wait on this instance's disk");
    }
    syncQueue();
    // Who comes in the meantime need not wait for the next try.
    long end = System.nanoTime() + BREATHER.toNanos();
    for (long left = BREATHER.toNanos(); left > 0 && !stopping; left = end - System.nanoTime()) {
      if (hurry.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        failAll(takeHurried(), cause);
      }
    }
  }

  /** While the table is away the disk has to keep what waits, also through a power cut. */
  private void syncQueue() {
    try {
      queue.sync();
    } catch (IOException e) {
      LOG.warn("The local queue of the audit cannot be written through to its disk", e);
    }
  }

  private List<Hurried> takeHurried() {
    List<Hurried> taken = new ArrayList<>();
    while (taken.size() < BATCH && !hurried.isEmpty()) {
      Hurried next = hurried.remove();
      // Who asked may have given up.
      if (!next.recorded().isDone()) {
        taken.add(next);
      }
    }
    return taken;
  }

  private static void failAll(List<Hurried> entries, Exception cause) {
    entries.forEach(entry -> entry.recorded().completeExceptionally(cause));
  }

  /**
   * Writes what waits, if that can be done soon.
   *
   * @return whether the thread has ended
   */
  boolean close() {
    stopping = true;
    hurry.release();
    work.release();
    try {
      thread.join(LAST_WORDS.toMillis());
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(LAST_WORDS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
