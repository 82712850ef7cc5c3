package dev.threeway.topology.join;

import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.Position;
import dev.threeway.topology.rules.Rejection;

/**
 * A record of an input topic as it comes to the join.
 *
 * @param value the record's bytes as they were read, for a dead letter; may be null
 * @param leg the leg; null if it was rejected
 * @param txnId the leg's txn_id; null if it was rejected
 * @param rejection why there is no leg; null if there is one
 */
public record JoinInput(
    Position position, byte[] value, String txnId, Leg leg, Rejection rejection) {

  /** A leg that validation let pass. */
  public static JoinInput of(byte[] value, String txnId, Leg leg) {
    return new JoinInput(leg.position(), value, txnId, leg, null);
  }

  /** A record that is no leg. */
  public static JoinInput rejected(Position position, byte[] value, Rejection rejection) {
    return new JoinInput(position, value, null, null, rejection);
  }
}
