package dev.threeway.simulator.truth;

import dev.threeway.schemas.records.BreakType;
import java.util.Map;

/**
 * The last line of a truth file: what was sent in all. Missing from the file of a run that was
 * killed.
 *
 * @param transactions how many transactions were begun
 * @param legs how many records were sent
 * @param cut how many transactions are not judged, because some leg was not sent in time
 * @param faults how many transactions got each fault
 * @param breaks how many breaks all these faults cause, by type
 * @param deadLetters how many records are rejected because of them, by reason
 * @param lastDeadline when the last break of the run is due, RFC 3339 UTC
 * @param stopped whether the run was stopped before all transactions were sent
 */
public record TruthTotals(
    long transactions,
    long legs,
    long cut,
    Map<String, Long> faults,
    Map<BreakType, Long> breaks,
    Map<Rejection, Long> deadLetters,
    String lastDeadline,
    boolean stopped) {}
