package dev.threeway.benchmarks.query;

import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Thinks of questions: of transactions that are known to be matched, mismatched, pending or
 * unknown, and of lists. Used by one thread, but for {@link #offer}.
 */
final class Questions {
  private static final int LIMIT = 50;
  private static final int HUNDRED = 100;
  private static final int TRIES = 20;

  /** Of a hundred questions for a transaction; the rest are for unknown ones. */
  private static final int MATCHED = 50;

  private static final int MISMATCHED = 20;
  private static final int PENDING = 20;

  /** Of a hundred questions for a list; the rest are for next pages. */
  private static final int NEWEST = 50;

  private static final int FILTERED = 30;

  /** A transaction whose last leg was sent before so many others began has been decided. */
  private static final int SECONDS_TO_DECIDE = 5;

  /** The list of which a next page may be asked for. */
  private record Page(ListFilter filter, String cursor, BreakPosition last) {}

  private final SentTraffic sent;
  private final PublishedFeed published;
  private final int listPercent;
  private final int perSecond;
  private final Random random;
  private final AtomicReference<Page> next = new AtomicReference<>();
  private long unknown;

  /**
   * @param perSecond how many transactions begin in a second
   */
  Questions(SentTraffic sent, PublishedFeed published, int listPercent, int perSecond, long seed) {
    this.sent = sent;
    this.published = published;
    this.listPercent = listPercent;
    this.perSecond = perSecond;
    this.random = new Random(seed);
  }

  /** Tells of a page that another follows. May be called by any thread. */
  void offer(ListFilter filter, String cursor, BreakPosition last) {
    next.set(new Page(filter, cursor, last));
  }

  Question next() {
    return random.nextInt(HUNDRED) < listPercent ? list() : transaction();
  }

  private Question list() {
    int share = random.nextInt(HUNDRED);
    if (share < NEWEST) {
      return list(Kind.NEWEST, ListFilter.NONE, "", null);
    }
    if (share < NEWEST + FILTERED) {
      int which = random.nextInt(ListFilter.NARROWING.size());
      return list(Kind.FILTERED, ListFilter.NARROWING.get(which), "", null);
    }
    Page page = next.get();
    return page == null
        ? list(Kind.NEWEST, ListFilter.NONE, "", null)
        : list(Kind.NEXT_PAGE, page.filter(), "&cursor=" + page.cursor(), page.last());
  }

  private static Question list(Kind kind, ListFilter filter, String cursor, BreakPosition after) {
    String path = "/api/v1/mismatches?limit=" + LIMIT + filter.query() + cursor;
    return new Question(kind, path, null, null, filter, after, System.nanoTime());
  }

  private Question transaction() {
    int share = random.nextInt(HUNDRED);
    if (share < MATCHED) {
      return transaction(Kind.MATCHED, matched());
    }
    if (share < MATCHED + MISMATCHED) {
      return transaction(Kind.MISMATCHED, mismatched());
    }
    if (share < MATCHED + MISMATCHED + PENDING) {
      return transaction(Kind.PENDING, pending());
    }
    return transaction(Kind.UNKNOWN, null);
  }

  /** What cannot be found yet is asked for as an unknown one. */
  private Question transaction(Kind kind, String txnId) {
    boolean known = txnId != null;
    String id = known ? txnId : "unknown-" + unknown++;
    return new Question(
        known ? kind : Kind.UNKNOWN,
        "/api/v1/transactions/" + id,
        id,
        published.result(id),
        null,
        null,
        System.nanoTime());
  }

  private String matched() {
    int decided = sent.begun() - SECONDS_TO_DECIDE * perSecond;
    for (int i = 0; i < TRIES && decided > 0; i++) {
      SentTransaction one = sent.at(1 + random.nextInt(decided));
      if (one.reports().complete()
          && TransactionJudge.VERDICTS.differing(one.reports()).isEmpty()) {
        return one.txnId();
      }
    }
    return null;
  }

  private String mismatched() {
    int known = published.broken();
    return known == 0 ? null : published.broken(random.nextInt(known));
  }

  /** One of which not every leg was sent in the last second. */
  private String pending() {
    int begun = sent.begun();
    int recent = Math.min(begun, perSecond);
    for (int i = 0; i < TRIES && recent > 0; i++) {
      SentTransaction one = sent.at(begun - random.nextInt(recent));
      if (!one.reports().complete()) {
        return one.txnId();
      }
    }
    return null;
  }
}
