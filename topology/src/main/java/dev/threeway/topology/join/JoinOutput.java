package dev.threeway.topology.join;

import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.Position;
import dev.threeway.topology.rules.Rejection;

/** What the join passes on; each becomes one record of one topic. */
public sealed interface JoinOutput {
  /** A version of a break. */
  record BreakChanged(String txnId, Break value) implements JoinOutput {}

  /**
   * A version of a group's result.
   *
   * @param decidedAt wall-clock ms
   */
  record ResultChanged(MatchGroup group, long decidedAt, String ruleVersion)
      implements JoinOutput {}

  /**
   * A record that is no leg; goes to the dead letters as it came.
   *
   * @param value the bytes that were read; may be null
   */
  record LegRejected(Position position, byte[] value, Rejection rejection) implements JoinOutput {}
}
