package dev.threeway.queryapi.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client, and its place in the events. Thread-safe; nothing here waits. */
public final class StreamClient {
  /** What all clients of a stream share. */
  record Shared(
      EventRing ring,
      CatchUp catchUp,
      StreamMetrics metrics,
      Executor writers,
      Executor snapshots,
      LongSupplier nanoTime,
      Consumer<StreamClient> onEnd) {}

  private enum Phase {
    /** It is not known yet where the topics are. */
    STARTING,
    /** Gets its backlog in chunks. */
    CATCHING_UP,
    /** Reads the log in memory. */
    LIVE
  }

  private static final Logger LOG = LoggerFactory.getLogger(StreamClient.class);
  private static final int BATCH_BYTES = 16 * 1024;
  private static final int SLICE = 64;
  private static final byte[] RETRY = StreamEvent.ascii("retry: 2000\n\n");
  private static final byte[] HEARTBEAT = StreamEvent.ascii(": heartbeat\n");
  private static final byte[] BLANK = StreamEvent.ascii("\n");

  private final Shared shared;
  private final StreamFilter filter;
  private final EventRenderer renderer;
  private final GapSnapshot snapshot;
  private final ClientChannel channel;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();

  /** Whether the channel calls when it can take more; in the beginning it does. */
  private volatile boolean blocked = true;

  private volatile boolean ended;
  private volatile long lastWrite;

  // The rest is guarded by this.
  private StreamPosition resume;
  private Phase phase = Phase.STARTING;
  private Layout layout;
  private long[] position;
  private boolean checked;
  private long place;
  private long liveFrom;

  /** Whether the channel could not take what there was since this client was last up to date. */
  private boolean slow;

  private boolean aligned;
  private Chunk chunk;
  private long chunkSince;
  private int chunkAt;
  private boolean greeted;
  private boolean heartbeatDue;
  private Incident farewell;
  private boolean saidFarewell;

  /**
   * A client that nothing has been sent to.
   *
   * @param resume null to get what is new from here on
   */
  StreamClient(
      Shared shared,
      StreamFilter filter,
      StreamPosition resume,
      EventRenderer renderer,
      GapSnapshot snapshot,
      ClientChannel channel) {
    this.shared = shared;
    this.filter = filter;
    this.resume = resume;
    this.renderer = renderer;
    this.snapshot = snapshot;
    this.channel = channel;
    this.lastWrite = shared.nanoTime().getAsLong();
  }

  /** Writes what there is for as long as the channel is ready; the channel calls it, too. */
  public void pump() {
    synchronized (this) {
      blocked = false;
      if (ended) {
        return;
      }
      try {
        while (channel.isReady()) {
          byte[] bytes = nextBatch();
          if (bytes.length == 0) {
            if (saidFarewell) {
              end();
            }
            return;
          }
          lastWrite = shared.nanoTime().getAsLong();
          channel.write(bytes);
        }
        blocked = true;
        slow |= phase == Phase.LIVE;
      } catch (IOException gone) {
        end();
      } catch (RuntimeException unexpected) {
        LOG.warn("A client of the stream is dropped", unexpected);
        end();
      }
    }
  }

  /** Ends the client, at once. */
  public synchronized void end() {
    if (!ended) {
      ended = true;
      dropChunk();
      channel.end();
      shared.onEnd().accept(this);
    }
  }

  /** Whether it is behind because it does not take what there is. */
  synchronized boolean isSlow() {
    return slow;
  }

  boolean isEnded() {
    return ended;
  }

  /** Says that there may be something to write. */
  void wake() {
    if (!blocked && !ended && scheduled.compareAndSet(false, true)) {
      try {
        shared.writers().execute(this::pumpOnce);
      } catch (RejectedExecutionException stopping) {
        LOG.trace("The stream stops", stopping);
      }
    }
  }

  private void pumpOnce() {
    scheduled.set(false);
    pump();
  }

  /** Sees to it that a client that has heard nothing for long hears a heartbeat. */
  void tick(long now, long heartbeatNanos) {
    if (now - lastWrite >= heartbeatNanos) {
      synchronized (this) {
        heartbeatDue = true;
      }
      wake();
    }
  }

  /** Takes a chunk back that the client has been taking too slowly, so that others get theirs. */
  synchronized void revokeChunk(long now, long leaseNanos) {
    if (chunk != null && now - chunkSince >= leaseNanos) {
      dropChunk();
      shared.catchUp().enqueue(this);
    }
  }

  /** Ends the client as soon as it has been told why; events that are not written yet are not. */
  void bidFarewell(Incident why) {
    synchronized (this) {
      farewell = why;
    }
    wake();
  }

  /** What the client needs next; null if it needs nothing. */
  synchronized Chunk.Request request() {
    return ended || phase != Phase.CATCHING_UP || chunk != null
        ? null
        : new Chunk.Request(layout, position.clone(), checked);
  }

  /** Gives the client what it asked for; false if it is gone. */
  boolean offer(Chunk piece) {
    synchronized (this) {
      if (ended) {
        return false;
      }
      chunk = piece;
      chunkAt = -1;
      chunkSince = shared.nanoTime().getAsLong();
    }
    wake();
    return true;
  }

  private byte[] nextBatch() {
    batch.reset();
    if (!greeted) {
      greeted = true;
      batch.writeBytes(RETRY);
    }
    if (farewell == null) {
      advance();
    } else if (!saidFarewell) {
      saidFarewell = true;
      writeFarewell();
    }
    if (batch.size() == 0 && heartbeatDue) {
      batch.writeBytes(HEARTBEAT);
      writeId();
      batch.writeBytes(BLANK);
    }
    heartbeatDue = false;
    return batch.toByteArray();
  }

  private void advance() {
    takeSnapshot();
    if (phase == Phase.STARTING) {
      start();
    }
    if (phase == Phase.CATCHING_UP && chunk != null && !snapshot.isAwaited()) {
      takeChunk();
    }
    if (phase == Phase.LIVE && !snapshot.isAwaited()) {
      takeLive();
    }
  }

  private void takeSnapshot() {
    byte[] taken = snapshot.poll();
    if (taken != null) {
      writeId();
      write(StreamEvent.body(EventKind.SNAPSHOT, taken));
    }
  }

  private void start() {
    EventRing.View view = shared.ring().view();
    if (view == null) {
      return;
    }
    boolean foreign = resume != null && !view.layout().knows(resume);
    layout = view.layout();
    checked = false;
    if (resume == null || foreign) {
      // Behind what the log was begun with, which is older than this client.
      position = EventRing.later(view.head(), view.started());
      goLive(view);
      if (foreign) {
        writeGap(new Gap(Gap.Reason.FOREIGN, resume.text(), null));
      } else {
        writeIdAlone();
      }
      return;
    }
    position = layout.offsets(resume);
    if (view.reaches(position)) {
      goLive(view);
    } else {
      askForChunk();
    }
  }

  private void goLive(EventRing.View view) {
    phase = Phase.LIVE;
    place = view.first();
    liveFrom = view.next();
    slow = false;
    aligned = false;
  }

  private void askForChunk() {
    phase = Phase.CATCHING_UP;
    shared.catchUp().enqueue(this);
  }

  private void takeChunk() {
    if (chunkAt < 0) {
      chunkAt = 0;
      checked = true;
      layout = chunk.layout();
      position = chunk.from().clone();
      chunk.gaps().forEach(this::writeGap);
      if (snapshot.isAwaited()) {
        return;
      }
    }
    boolean lastWasSkipped = false;
    while (chunkAt < chunk.records().size()) {
      if (batch.size() >= BATCH_BYTES) {
        return;
      }
      TopicRecord each = chunk.records().get(chunkAt++);
      position[each.slot()] = each.offset() + 1;
      EventKind kind = EventRing.kindOf(each);
      lastWasSkipped = each.value() == null || !filter.accepts(kind, each.value());
      if (!lastWasSkipped) {
        writeId();
        write(StreamEvent.body(kind, renderer.render(each.value())));
      }
    }
    position = chunk.end().clone();
    dropChunk();
    if (lastWasSkipped) {
      writeIdAlone();
    }
    EventRing.View view = shared.ring().view();
    if (view == null || !view.layout().equals(layout)) {
      startAgain();
    } else if (view.covers(position)) {
      goLive(view);
    } else {
      askForChunk();
    }
  }

  private void takeLive() {
    while (batch.size() < BATCH_BYTES) {
      EventRing.Slice slice = shared.ring().read(place, SLICE);
      if (slice == null || !slice.view().layout().equals(layout)) {
        startAgain();
        return;
      }
      if (slice.lost()) {
        if (!slow || place < slice.view().begun()) {
          // It is the log that was too quick for a client that takes everything, or begun anew.
          askForChunk();
          return;
        }
        skip(slice.view());
        if (snapshot.isAwaited()) {
          return;
        }
        continue;
      }
      slice.events().forEach(this::take);
      if (slice.isLast()) {
        slow = false;
        position = EventRing.later(position, slice.view().head());
        aligned = Arrays.equals(position, slice.view().head());
        return;
      }
    }
  }

  private void take(StreamEvent event) {
    place = event.sequence() + 1;
    if (event.isRecord()) {
      if (event.offset() < position[event.slot()]) {
        return;
      }
      if (aligned) {
        position = event.position();
      } else {
        position[event.slot()] = event.offset() + 1;
        aligned = Arrays.equals(position, event.position());
      }
    } else if (event.sequence() < liveFrom) {
      return;
    }
    if (event.passes(filter)) {
      if (aligned) {
        batch.writeBytes(event.id());
      } else {
        writeId();
      }
      write(event.body(renderer));
    }
  }

  /** Leaves out what the log no longer has: this client is too slow to be waited for. */
  private void skip(EventRing.View view) {
    Gap gap = new Gap(Gap.Reason.SLOW, layout.position(position).text(), view.next() - place);
    position = EventRing.later(position, view.head());
    aligned = Arrays.equals(position, view.head());
    place = view.next();
    writeGap(gap);
  }

  private void startAgain() {
    resume = layout.position(position);
    phase = Phase.STARTING;
  }

  private void dropChunk() {
    if (chunk != null) {
      chunk = null;
      shared.catchUp().release();
    }
  }

  private void writeGap(Gap gap) {
    shared.metrics().gap(gap.reason());
    writeId();
    write(StreamEvent.body(EventKind.GAP, renderer.render(gap)));
    snapshot.request(shared.snapshots(), this::wake);
  }

  private void writeFarewell() {
    batch.writeBytes(RETRY);
    if (filter.accepts(EventKind.INCIDENT, farewell)) {
      writeId();
      write(StreamEvent.body(EventKind.INCIDENT, renderer.render(farewell)));
    } else {
      writeIdAlone();
    }
  }

  private void write(byte[] body) {
    batch.writeBytes(body);
    shared.metrics().sent();
  }

  /** Moves a browser's last event id without an event. */
  private void writeIdAlone() {
    writeId();
    batch.writeBytes(BLANK);
  }

  private void writeId() {
    if (position != null) {
      batch.writeBytes(StreamEvent.idLine(layout.position(position)));
    }
  }
}
