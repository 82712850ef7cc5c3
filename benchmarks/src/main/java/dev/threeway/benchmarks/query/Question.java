package dev.threeway.benchmarks.query;

/**
 * A question, and what was known when it was put.
 *
 * @param path with its query, without the address of an instance
 * @param txnId of a single transaction; null for a list
 * @param published the last result of that transaction that could be read; null if there was none
 * @param filter of a list; null for a single transaction
 * @param after where the page begins, if it is not the first of its list; else null
 * @param askedAt by {@link System#nanoTime}
 */
record Question(
    Kind kind,
    String path,
    String txnId,
    PublishedFeed.Result published,
    ListFilter filter,
    BreakPosition after,
    long askedAt) {}
