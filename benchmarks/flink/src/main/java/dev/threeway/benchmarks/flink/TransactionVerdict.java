package dev.threeway.benchmarks.flink;

/** A record of the output topic. */
record TransactionVerdict(String txnId, String verdict) {}
