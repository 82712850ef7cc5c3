package dev.threeway.benchmarks.query;

import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.benchmarks.verdict.LegReports;

/** What has been sent of one transaction. Written by one thread, read by any. */
final class SentTransaction {
  private final String txnId;
  private volatile LegReports reports = LegReports.NONE;

  SentTransaction(String txnId) {
    this.txnId = txnId;
  }

  String txnId() {
    return txnId;
  }

  LegReports reports() {
    return reports;
  }

  void add(LegReport leg) {
    reports = reports.with(leg);
  }
}
