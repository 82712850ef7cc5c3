package dev.threeway.simulator.truth;

import dev.threeway.schemas.records.GroupStatus;
import java.util.List;
import java.util.Map;

/**
 * What was done to one transaction and what has to come of it.
 *
 * @param txnId the transaction
 * @param fault the kind of fault, as it is written in a fault plan
 * @param details one sentence for people: which source, which values
 * @param expectedBreaks every break that has to be found, and no other may be
 * @param expectedStatus the status of the match group once everything has been decided
 * @param expectedDeadLetters how many records have to be rejected, by reason
 */
public record FaultRecord(
    String txnId,
    String fault,
    String details,
    List<ExpectedBreak> expectedBreaks,
    GroupStatus expectedStatus,
    Map<Rejection, Integer> expectedDeadLetters) {
  /** Copies the collections, so that a record never changes. */
  public FaultRecord {
    expectedBreaks = List.copyOf(expectedBreaks);
    expectedDeadLetters = Map.copyOf(expectedDeadLetters);
  }
}
