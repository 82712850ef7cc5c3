package dev.threeway.benchmarks.query;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.simulator.app.LegSink;
import dev.threeway.simulator.faults.Leg;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Notes each leg before it is sent: no answer can be ahead of what is known here. Transactions go
 * by the numbers at the end of their ids, which count from 1. Thread-safe but for the sending.
 */
final class SentTraffic implements LegSink {
  private static final int DIGITS = 9;

  private final LegSink to;
  private final List<SentReports> sources;
  private final int capacity;
  private final LongAdder arrived = new LongAdder();
  private volatile String prefix;
  private volatile int begun;

  /**
   * @param capacity how many transactions there may be
   */
  SentTraffic(LegSink to, int capacity) {
    this.to = to;
    this.capacity = capacity;
    this.sources = SentReports.ofAll(capacity + 1);
  }

  @Override
  public void send(Leg leg, Consumer<Leg> confirmed) {
    leg.event().ifPresent(event -> note(leg.txnId(), LegReport.of(event)));
    to.send(
        leg,
        sent -> {
          arrived.increment();
          confirmed.accept(sent);
        });
  }

  private void note(String txnId, LegReport report) {
    if (prefix == null) {
      prefix = txnId.substring(0, txnId.length() - DIGITS);
    }
    int number = Integer.parseInt(txnId.substring(txnId.length() - DIGITS));
    if (number > capacity) {
      throw new BenchmarkException("there are more than %d transactions".formatted(capacity));
    }
    for (SentReports each : sources) {
      if (each.isOf(report.source())) {
        each.put(number, report);
      }
    }
    begun = Math.max(begun, number);
  }

  /** The number of a transaction; 0 if it cannot be of this traffic. */
  int number(String txnId) {
    String ours = prefix;
    if (ours == null || !txnId.startsWith(ours) || txnId.length() != ours.length() + DIGITS) {
      return 0;
    }
    try {
      int number = Integer.parseInt(txnId.substring(ours.length()));
      return number > capacity ? 0 : number;
    } catch (NumberFormatException another) {
      return 0;
    }
  }

  /** A transaction; null if no leg of it was sent. */
  SentTransaction find(String txnId) {
    int number = number(txnId);
    LegReports reports = number == 0 ? LegReports.NONE : reports(number);
    return reports.count() == 0 ? null : new SentTransaction(txnId, reports);
  }

  /** How many transactions have begun. */
  int begun() {
    return begun;
  }

  /** A transaction that has begun, by its number. */
  SentTransaction at(int number) {
    return new SentTransaction(
        prefix + String.format(Locale.ROOT, "%09d", number), reports(number));
  }

  private LegReports reports(int number) {
    LegReports reports = LegReports.NONE;
    for (SentReports each : sources) {
      reports = each.addTo(reports, number);
    }
    return reports;
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
