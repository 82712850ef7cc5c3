package dev.threeway.simulator.truth;

/**
 * The first line of a truth file: which run it belongs to.
 *
 * @param runId what every transaction id of the run begins with, followed by "-" and nine digits
 * @param seed the seed of the run
 * @param transactions how many transactions were asked for; 0 if the run goes on until it is
 *     stopped
 * @param rate transactions per second; 0 for as many as possible
 * @param faults the fault plan
 * @param windowMillis the window that the engine is expected to have
 * @param graceMillis the grace that the engine is expected to have
 * @param startedAt when the run began, RFC 3339 UTC
 */
public record TruthHeader(
    String runId,
    long seed,
    long transactions,
    int rate,
    String faults,
    long windowMillis,
    long graceMillis,
    String startedAt) {}
