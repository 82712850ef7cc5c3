package dev.threeway.topology.faults;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import java.time.Instant;

/** A leg, when it could be read, and when the engine was given it. */
record Report(TransactionEvent leg, Instant readableAt, Instant takenAt) {
  String txnId() {
    return leg.getTxnId();
  }

  Source source() {
    return leg.getSource();
  }
}
