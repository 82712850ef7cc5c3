package dev.threeway.queryapi.push;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot that a client is given behind a gap. It is taken by another thread, and until then
 * the client gets no event, so that none of those behind the gap comes before it. Thread-safe.
 */
final class GapSnapshot {
  private static final Logger LOG = LoggerFactory.getLogger(GapSnapshot.class);

  private final Snapshot source;
  private boolean awaited;
  private byte[] taken;

  /**
   * @param source null for a client that is given none
   */
  GapSnapshot(Snapshot source) {
    this.source = source;
  }

  /**
   * Has a snapshot taken; several gaps in a row have one.
   *
   * @param done is run when there is one, or there will be none
   */
  void request(Executor executor, Runnable done) {
    synchronized (this) {
      if (source == null || awaited) {
        return;
      }
      awaited = true;
    }
    try {
      executor.execute(() -> take(done));
    } catch (RejectedExecutionException stopping) {
      give(null);
    }
  }

  private void take(Runnable done) {
    byte[] text = null;
    try {
      text = source.take();
    } catch (RuntimeException failed) {
      LOG.warn("There is no snapshot for a client of the stream", failed);
    }
    give(text);
    done.run();
  }

  private synchronized void give(byte[] text) {
    taken = text;
    awaited = text != null;
  }

  /** Whether events have to wait. */
  synchronized boolean isAwaited() {
    return awaited;
  }

  /** What has been taken, once; null if it has not been, or was handed out. */
  synchronized byte[] poll() {
    byte[] text = taken;
    if (text != null) {
      taken = null;
      awaited = false;
    }
    return text;
  }
}
