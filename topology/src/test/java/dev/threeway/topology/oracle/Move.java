package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.util.Set;

/**
 * One step of a random history, in terms of what has gone before: so that a history that has lost
 * some steps still means something.
 *
 * @param gap how long after the step before, in ms
 * @param anchor from where the event time is counted
 * @param shift the distance of the event time from there, in ms
 * @param repeat say again what was said so many steps ago, with another event_id: as it was if the
 *     anchor is BIRTH, as a revision if it is NOW, as a report that is late if it is NEWEST; 0 for
 *     a report of its own
 */
record Move(
    long gap,
    int transaction,
    Source source,
    Anchor anchor,
    long shift,
    Content content,
    int repeat,
    Set<Fault> faults) {

  /** A report that arrives a second after the one before it. */
  static Move onTime(int transaction, Source source, long eventTime, Content content) {
    return new Move(1_000, transaction, source, Anchor.START, eventTime, content, 0, Set.of());
  }

  enum Anchor {
    /** The wall clock before the first move. */
    START,
    /** The instant at which the transaction was first heard of. */
    BIRTH,
    /** The wall clock. */
    NOW,
    /** The largest event time sent so far. */
    NEWEST
  }

  /** The fields that are compared. */
  record Content(
      String amount, String currency, TransactionStatus status, String account, String text) {}

  /** What can be wrong with a record. */
  enum Fault {
    NO_VALUE,
    NO_KEY,
    EMPTY_VALUE,
    NOT_FRAMED,
    UNKNOWN_SCHEMA,
    TRUNCATED,
    OTHER_KEY,
    OTHER_SOURCE,
    CURRENCY,
    ZERO,
    NEGATIVE,
    TOO_FINE,
    TOO_LARGE,
    STATUS,
    NO_EVENT_ID,
    NO_TXN_ID,
    LONG_ACCOUNT,
    CONTROL_CHARACTER
  }
}
