package dev.threeway.topology.faults;

/** What is wrong with the engine. */
enum Fault {
  NONE,
  /** The engine is told that everything has been read, whatever is left. */
  NO_LAG_CHECK,
  /** The clock moves with the records alone: nobody looks at deadlines in between. */
  STREAM_TIME_ONLY,
  /** Groups are forgotten long before their retention is over. */
  EARLY_PURGE
}
