package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.verdict.LegReport;

/** A leg on its way to the operator that owns its transaction. */
record Received(String txnId, LegReport leg) {}
