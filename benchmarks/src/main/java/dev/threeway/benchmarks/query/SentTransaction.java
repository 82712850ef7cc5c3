package dev.threeway.benchmarks.query;

import dev.threeway.benchmarks.verdict.LegReports;

/** What has been sent of one transaction by now. */
record SentTransaction(String txnId, LegReports reports) {}
