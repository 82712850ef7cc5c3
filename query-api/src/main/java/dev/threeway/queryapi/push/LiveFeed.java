package dev.threeway.queryapi.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows both topics, once for all clients, and puts what comes into the log in memory. Without
 * clients it reads nothing.
 */
final class LiveFeed {
  /**
   * How much was read.
   *
   * @param since from when on
   */
  record Seen(Instant since, long mismatches, long results) {}

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How long a client may be away without the log being begun anew for it. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final Reading reading;
  private final EventRing ring;
  private final Clients clients;
  private final int history;
  private final InstantSource clock;
  private final Thread thread = new Thread(this::run, "stream-feed");
  private boolean placed;
  private long[] started;
  private volatile Seen seen;

  /**
   * A feed that does not run yet.
   *
   * @param history how many records the log begins with, so that clients that come back find it
   */
  LiveFeed(TopicLog log, EventRing ring, Clients clients, int history, InstantSource clock) {
    this.reading = new Reading(log);
    this.ring = ring;
    this.clients = clients;
    this.history = history;
    this.clock = clock;
    this.seen = new Seen(clock.instant(), 0, 0);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Stops reading; returns at once. */
  void stop() {
    thread.interrupt();
  }

  Seen seen() {
    return seen;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (clients.areGoneFor(IDLE, ring::end)) {
          reading.close();
          clients.awaitAny();
        }
        try {
          readOn();
        } catch (OffsetOutOfRangeException expired) {
          LOG.warn("The stream fell behind what the topics hold, and goes on with what is new");
          ring.end();
          reading.close();
        } catch (InterruptException stopping) {
          Thread.currentThread().interrupt();
        } catch (KafkaException | IllegalStateException unreadable) {
          LOG.warn("Cannot read what to stream, trying again: {}", unreadable.toString());
          reading.close();
          Thread.sleep(PAUSE.toMillis());
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      reading.close();
    }
  }

  private void readOn() {
    placed = placed && reading.isOpen();
    TopicLog.Cursor cursor = reading.cursor();
    if (!placed) {
      place(cursor);
      placed = true;
    }
    List<TopicRecord> records = cursor.poll(POLL);
    ring.append(records, cursor.position());
    if (!records.isEmpty()) {
      count(records);
      clients.wakeAll();
    }
  }

  /** Goes on where the log ends, or begins the log where it is of other topics or not there. */
  private void place(TopicLog.Cursor cursor) {
    EventRing.View before = ring.view();
    if (before != null && before.layout().equals(cursor.layout())) {
      cursor.seek(before.head());
      return;
    }
    started = cursor.ends();
    long[] from = cursor.beginnings();
    for (int slot = 0; slot < from.length; slot++) {
      from[slot] = Math.max(from[slot], started[slot] - history / from.length);
    }
    cursor.seek(from);
    ring.begin(cursor.layout(), from, started);
    seen = new Seen(clock.instant(), 0, 0);
    clients.wakeAll();
  }

  private void count(List<TopicRecord> records) {
    long mismatches = seen.mismatches();
    long results = seen.results();
    for (TopicRecord each : records) {
      if (each.value() == null || each.offset() < started[each.slot()]) {
        continue;
      }
      if (EventRing.kindOf(each) == EventKind.MISMATCH) {
        mismatches++;
      } else {
        results++;
      }
    }
    seen = new Seen(seen.since(), mismatches, results);
  }
}
