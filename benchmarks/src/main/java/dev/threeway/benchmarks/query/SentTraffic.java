package dev.threeway.benchmarks.query;

import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.simulator.app.LegSink;
import dev.threeway.simulator.faults.Leg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Notes each leg before it is sent: no answer can be ahead of what is known here. Thread-safe but
 * for the sending.
 */
final class SentTraffic implements LegSink {
  private final LegSink to;
  private final Map<String, SentTransaction> all = new ConcurrentHashMap<>();
  private final List<SentTransaction> inOrder = new ArrayList<>();
  private final LongAdder arrived = new LongAdder();

  SentTraffic(LegSink to) {
    this.to = to;
  }

  @Override
  public void send(Leg leg, Consumer<Leg> confirmed) {
    leg.event().ifPresent(event -> transaction(leg.txnId()).add(LegReport.of(event)));
    to.send(
        leg,
        sent -> {
          arrived.increment();
          confirmed.accept(sent);
        });
  }

  private SentTransaction transaction(String txnId) {
    return all.computeIfAbsent(
        txnId,
        id -> {
          SentTransaction begun = new SentTransaction(id);
          synchronized (inOrder) {
            inOrder.add(begun);
          }
          return begun;
        });
  }

  /** A transaction; null if no leg of it was sent. */
  SentTransaction find(String txnId) {
    return all.get(txnId);
  }

  /** How many transactions have begun. */
  int begun() {
    synchronized (inOrder) {
      return inOrder.size();
    }
  }

  /** A transaction, in the order in which they began. */
  SentTransaction at(int index) {
    synchronized (inOrder) {
      return inOrder.get(index);
    }
  }

  /** How many legs the broker has confirmed. */
  long arrived() {
    return arrived.sum();
  }

  @Override
  public void finish(Instant lastDeadline) {
    to.finish(lastDeadline);
  }

  @Override
  public void close() {
    to.close();
  }
}
