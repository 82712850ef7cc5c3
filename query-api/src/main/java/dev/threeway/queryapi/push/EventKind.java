package dev.threeway.queryapi.push;

import java.util.Locale;

/** What an event is about. */
public enum EventKind {
  /** A version of a break. */
  MISMATCH,
  /** A version of what was decided about a transaction. */
  RESULT,
  /** A summary of this instance. */
  STATS,
  /** The state of this instance has changed. */
  INCIDENT,
  /** Events are missing here; every client gets it, whatever it asked for. */
  GAP,
  /** How things are, behind a gap. */
  SNAPSHOT;

  /** The name of the event on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
