package dev.threeway.topology.replay;

import java.time.Instant;

/** One line of the input. */
sealed interface Step {
  /** The virtual time to which the line moves the clock before anything else. */
  Instant at();

  /** A record arrives on an input topic; key and value may be null. */
  record Arrival(Instant at, String topic, int partition, byte[] key, byte[] value)
      implements Step {}

  /** Only time goes by. */
  record Advance(Instant at) implements Step {}
}
