package dev.threeway.queryapi.push;

/**
 * Tells a client that it does not get some events.
 *
 * @param after the position of the last event before the gap; null where it is not known
 * @param missed how many events of any kind lie in the gap; null where it is not known
 */
public record Gap(Reason reason, String after, Long missed) {
  /** Why events are missing. */
  public enum Reason {
    /** The client took its events too slowly. */
    SLOW,
    /** The topics no longer hold what came next; the stream goes on with the oldest they hold. */
    EXPIRED,
    /** The position is of topics that are not these; the stream goes on with what is new. */
    FOREIGN,
    /** The position lies behind the end of the topics; there the stream goes on. */
    AHEAD
  }
}
