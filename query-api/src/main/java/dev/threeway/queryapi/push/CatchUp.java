package dev.threeway.queryapi.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads backlogs from the topics, a chunk for one client after the other. There are only so many
 * chunks at once, so that memory is bounded, however many clients come back together.
 */
final class CatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final int MOST_CHUNKS = 32;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int MOST_EMPTY_POLLS = 10;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Reading reading;
  private final LinkedBlockingQueue<StreamClient> waiting = new LinkedBlockingQueue<>();
  private final Semaphore chunks = new Semaphore(MOST_CHUNKS);
  private final Thread thread = new Thread(this::run, "stream-catch-up");

  CatchUp(TopicLog log) {
    this.reading = new Reading(log);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Stops reading; returns at once. */
  void stop() {
    thread.interrupt();
  }

  int waiting() {
    return waiting.size();
  }

  /** Puts a client that needs a chunk at the end of the line. */
  void enqueue(StreamClient client) {
    waiting.add(client);
  }

  /** Says that a chunk is no longer in memory. */
  void release() {
    chunks.release();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        StreamClient client = waiting.take();
        chunks.acquire();
        boolean given = false;
        try {
          given = serve(client);
        } catch (InterruptException stopping) {
          Thread.currentThread().interrupt();
        } catch (KafkaException | IllegalStateException unreadable) {
          LOG.warn("Cannot read the backlog of a client, trying again: {}", unreadable.toString());
          reading.close();
          enqueue(client);
          Thread.sleep(PAUSE.toMillis());
        } finally {
          if (!given) {
            chunks.release();
          }
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      reading.close();
    }
  }

  /** Gives a client its next chunk; false if it needs none any more. */
  private boolean serve(StreamClient client) throws InterruptedException {
    Chunk.Request request = client.request();
    if (request == null) {
      return false;
    }
    if (reading.isOpen() && !reading.cursor().layout().equals(request.layout())) {
      reading.close();
    }
    TopicLog.Cursor cursor = reading.cursor();
    if (!cursor.layout().equals(request.layout())) {
      // The client finds out when it looks where the log is, which may take a moment.
      Thread.sleep(POLL.toMillis());
      return client.offer(
          new Chunk(
              request.layout(), List.of(), request.position(), List.of(), request.position()));
    }
    List<Gap> gaps = new ArrayList<>();
    long[] from = request.checked() ? request.position() : check(cursor, request, gaps);
    List<TopicRecord> records;
    try {
      records = read(cursor, from);
    } catch (OffsetOutOfRangeException expiredMeanwhile) {
      gaps.clear();
      from = check(cursor, request, gaps);
      records = read(cursor, from);
    }
    return client.offer(new Chunk(cursor.layout(), gaps, from, records, cursor.position()));
  }

  private static List<TopicRecord> read(TopicLog.Cursor cursor, long[] from) {
    cursor.seek(from);
    List<TopicRecord> records = cursor.poll(POLL);
    for (int i = 1; i < MOST_EMPTY_POLLS && records.isEmpty(); i++) {
      // Also a transaction's marker takes up an offset: nothing to give, but on we went.
      records = cursor.poll(POLL);
    }
    return records;
  }

  /** The nearest position that the topics hold, and what that leaves out. */
  private static long[] check(TopicLog.Cursor cursor, Chunk.Request request, List<Gap> gaps) {
    long[] beginnings = cursor.beginnings();
    long[] ends = cursor.ends();
    long[] held = request.position().clone();
    String after = request.layout().position(held).text();
    boolean expired = false;
    boolean ahead = false;
    for (int slot = 0; slot < held.length; slot++) {
      if (held[slot] < beginnings[slot]) {
        held[slot] = beginnings[slot];
        expired = true;
      } else if (held[slot] > ends[slot]) {
        held[slot] = ends[slot];
        ahead = true;
      }
    }
    if (expired) {
      gaps.add(new Gap(Gap.Reason.EXPIRED, after, null));
    }
    if (ahead) {
      gaps.add(new Gap(Gap.Reason.AHEAD, after, null));
    }
    return held;
  }
}
