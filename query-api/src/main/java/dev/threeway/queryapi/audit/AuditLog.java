package dev.threeway.queryapi.audit;

import dev.threeway.queryapi.audit.AuditUnavailableException.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of one instance. What is recorded goes to the local queue at once, and from there
 * to the table. While the table cannot be written events wait in the queue; at its bound nothing
 * that would have to be recorded is given out any more. The last quarter of the queue is kept for
 * what was allowed: beyond it refusals are counted, and their number is recorded once there is
 * room, so that whoever is refused all the time cannot stop the others. Thread-safe.
 */
public final class AuditLog implements AuditSink, AuditReads, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  /** How long an export waits for its row. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int KEPT_FOR_ALLOWED = 4;

  private final InstantSource clock;
  private final AuditDatabase database;
  private final LocalQueue queue;
  private final QueueDrain drain;
  private final AnchorPublisher anchors;
  private final ChainWatch watch;
  private final AuditList list;
  private final AtomicLong unrecorded = new AtomicLong();

  /**
   * Opens the log; the database and the topic need not be there yet.
   *
   * @throws java.io.UncheckedIOException if the local queue cannot be opened
   */
  public AuditLog(AuditSettings settings, InstantSource clock, MeterRegistry metrics) {
    this.clock = clock;
    queue = new LocalQueue(settings.queueDirectory(), settings.queueEvents());
    database = new AuditDatabase(settings);
    anchors = new AnchorPublisher(settings, clock);
    drain = new QueueDrain(queue, database, this::advanced);
    watch =
        new ChainWatch(
            new ChainVerifier(database, new AnchorReader(settings.kafka())),
            settings.verifyInterval(),
            clock);
    list = new AuditList(database);
    AuditMetrics.register(metrics, queue, drain, unrecorded, watch);
    drain.start();
    anchors.start();
    watch.start();
  }

  @Override
  public void record(AuditEvent event) {
    long reserve = event.isRefusal() ? queue.capacity() / KEPT_FOR_ALLOWED : 0;
    try {
      if (queue.add(EventCodec.encode(event), reserve)) {
        drain.wake();
      } else if (event.isRefusal()) {
        unrecorded.incrementAndGet();
      } else {
        throw new AuditUnavailableException(Reason.FULL, null);
      }
    } catch (IOException noRoomOnDisk) {
      LOG.error("The local queue of the audit cannot be written", noRoomOnDisk);
      throw new AuditUnavailableException(Reason.FULL, noRoomOnDisk);
    }
  }

  @Override
  public void recordFirst(AuditEvent event) {
    CompletableFuture<Void> recorded = drain.hurry(event);
    try {
      recorded.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException away) {
      throw new AuditUnavailableException(Reason.AWAY, away.getCause());
    } catch (TimeoutException slow) {
      // It may become a row all the same; that the action was not done is recorded by whoever asks.
      recorded.cancel(false);
      throw new AuditUnavailableException(Reason.AWAY, slow);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new AuditUnavailableException(Reason.AWAY, stopping);
    }
  }

  private void advanced(ChainHead head) {
    anchors.offer(head);
    long missed = unrecorded.get();
    if (missed > 0 && queue.depth() < queue.capacity() / 2) {
      unrecorded.addAndGet(-missed);
      record(
          AuditEvent.of(
              clock.instant(),
              AuditEvent.Actor.SYSTEM,
              AuditAction.UNRECORDED,
              "refusals",
              Outcome.FAILED,
              "%d refusals were not recorded one by one: the queue was nearly full"
                  .formatted(missed)));
    }
  }

  @Override
  public AuditPage page(AuditFilter filter, AuditPosition after, int limit) {
    return list.page(filter, after, limit);
  }

  @Override
  public Optional<ChainState> chain() {
    return watch.state();
  }

  /** How many events wait, how many may, and whether the table is being written. */
  public AuditState state() {
    return new AuditState(
        queue.depth(), queue.capacity(), drain.isAvailable(), anchors.anchored(), watch.state());
  }

  /** Writes what waits, for a few seconds at most; the rest is written after the next start. */
  @Override
  public void close() {
    watch.close();
    boolean ended = drain.close();
    anchors.close();
    database.close();
    if (ended) {
      queue.close();
    }
  }

  /** Why a question was not answered. */
  static Reason reason(SQLException failed) {
    String state = failed.getSQLState();
    return "57014".equals(state) || "55P03".equals(state) ? Reason.TOO_SLOW : Reason.AWAY;
  }
}
