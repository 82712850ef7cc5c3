package dev.threeway.queryapi.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The clients of an instance. Thread-safe. */
final class Clients {
  private final int most;
  private final Set<StreamClient> all = new LinkedHashSet<>();
  private boolean open = true;
  private long emptySince = System.nanoTime();
  private boolean everAny;

  Clients(int most) {
    this.most = most;
  }

  /**
   * Takes a client in.
   *
   * @throws StreamRefusedException if there are too many, or no more are taken in
   */
  synchronized void add(StreamClient client) {
    if (!open) {
      throw new StreamRefusedException("This instance is stopping; ask another one.");
    }
    if (all.size() >= most) {
      throw new StreamRefusedException(
          "This instance streams to %d clients, as many as it may; ask another one, or later."
              .formatted(most));
    }
    all.add(client);
    everAny = true;
    notifyAll();
  }

  synchronized void remove(StreamClient client) {
    if (all.remove(client)) {
      emptySince = System.nanoTime();
      notifyAll();
    }
  }

  int most() {
    return most;
  }

  synchronized int count() {
    return all.size();
  }

  /** How many are behind because they do not take what there is. */
  int slow() {
    int[] slow = new int[1];
    forEach(client -> slow[0] += client.isSlow() ? 1 : 0);
    return slow[0];
  }

  /** Takes no client in from here on. */
  synchronized void close() {
    open = false;
  }

  void wakeAll() {
    forEach(StreamClient::wake);
  }

  void forEach(Consumer<StreamClient> action) {
    List<StreamClient> present;
    synchronized (this) {
      present = new ArrayList<>(all);
    }
    present.forEach(action);
  }

  /** Does something if there has been no client for a time, before the next one can come. */
  synchronized boolean areGoneFor(Duration time, Runnable ifGone) {
    if (!all.isEmpty() || (everAny && System.nanoTime() - emptySince < time.toNanos())) {
      return false;
    }
    ifGone.run();
    return true;
  }

  /** Waits for a client. */
  synchronized void awaitAny() throws InterruptedException {
    while (all.isEmpty()) {
      wait();
    }
  }

  /** Waits until there is none; no longer than a time. */
  synchronized void awaitNone(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    while (!all.isEmpty() && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
  }
}
