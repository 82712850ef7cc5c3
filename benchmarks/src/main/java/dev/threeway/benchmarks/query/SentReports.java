package dev.threeway.benchmarks.query;

import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The reports of one source, by the number of the transaction. They are kept in arrays of numbers:
 * a million objects would stop this process, and what it measures, with each collection. Written by
 * one thread, read by any.
 */
final class SentReports {
  private static final TransactionStatus[] STATUSES = TransactionStatus.values();

  private final Source source;
  private final AtomicIntegerArray present;
  private final long[] amounts;
  private final long[] eventTimes;
  private final long[] accounts;
  private final byte[] currencies;
  private final byte[] statuses;
  private final Map<String, Integer> currencyNumbers = new ConcurrentHashMap<>();
  private final List<String> currencyNames = new CopyOnWriteArrayList<>();

  SentReports(Source source, int capacity) {
    this.source = source;
    present = new AtomicIntegerArray(capacity);
    amounts = new long[capacity];
    eventTimes = new long[capacity];
    accounts = new long[capacity];
    currencies = new byte[capacity];
    statuses = new byte[capacity];
  }

  /** Notes a report; the first of a transaction stands. */
  void put(int number, LegReport leg) {
    if (present.get(number) == 0) {
      amounts[number] = leg.amount();
      eventTimes[number] = leg.eventTime();
      accounts[number] = Accounts.number(leg.accountId());
      currencies[number] = (byte) currency(leg.currency());
      statuses[number] = (byte) List.of(STATUSES).indexOf(leg.status());
      // Whoever sees this sees the rest.
      present.set(number, 1);
    }
  }

  private int currency(String name) {
    return currencyNumbers.computeIfAbsent(
        name,
        absent -> {
          currencyNames.add(name);
          return currencyNames.size() - 1;
        });
  }

  /** Adds the report of a transaction, if there is one, to those of other sources. */
  LegReports addTo(LegReports others, int number) {
    return present.get(number) == 0
        ? others
        : others.with(
            new LegReport(
                source,
                amounts[number],
                currencyNames.get(currencies[number]),
                STATUSES[statuses[number]],
                eventTimes[number],
                Accounts.id(accounts[number])));
  }

  /** One for each source. */
  static List<SentReports> ofAll(int capacity) {
    List<SentReports> all = new ArrayList<>();
    for (Source source : List.of(Source.CORE, Source.GATEWAY, Source.MOBILE)) {
      all.add(new SentReports(source, capacity));
    }
    return all;
  }

  boolean isOf(Source which) {
    return source == which;
  }
}
