package dev.threeway.benchmarks.redis;

import dev.threeway.benchmarks.verdict.LegReport;

/**
 * A leg as it was read.
 *
 * @param partition of its topic; the legs of a transaction lie in the same of each
 */
record ReceivedLeg(String txnId, int partition, LegReport leg) {}
