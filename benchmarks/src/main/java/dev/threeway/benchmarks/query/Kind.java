package dev.threeway.benchmarks.query;

/** What is asked for. */
enum Kind {
  MATCHED(false, "a matched transaction"),
  MISMATCHED(false, "a mismatched transaction"),
  PENDING(false, "a pending transaction"),
  UNKNOWN(false, "an unknown transaction"),
  NEWEST(true, "the 50 newest breaks"),
  FILTERED(true, "50 breaks by a filter"),
  NEXT_PAGE(true, "the next 50 breaks");

  private final boolean list;
  private final String title;

  Kind(boolean list, String title) {
    this.list = list;
    this.title = title;
  }

  boolean isList() {
    return list;
  }

  /** For people. */
  String title() {
    return title;
  }
}
