package dev.threeway.queryapi.push;

/** How things are at the moment, for the eyes of one client. Thread-safe. */
@FunctionalInterface
public interface Snapshot {
  /** One line of JSON in UTF-8; may take a moment. */
  byte[] take();
}
