package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.verdict.LegReports;

/** What the first of two joins has found of a transaction. */
record Pair(String txnId, LegReports legs) {}
