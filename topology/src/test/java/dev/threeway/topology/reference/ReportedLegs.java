package dev.threeway.topology.reference;

import dev.threeway.schemas.records.TransactionEvent;
import java.util.ArrayList;
import java.util.List;

/** The legs of one transaction that have been joined so far; null for a source without one. */
record ReportedLegs(TransactionEvent core, TransactionEvent gateway, TransactionEvent mobile) {
  static ReportedLegs none() {
    return new ReportedLegs(null, null, null);
  }

  ReportedLegs with(TransactionEvent leg) {
    if (leg == null) {
      return this;
    }
    return switch (leg.getSource()) {
      case CORE -> new ReportedLegs(leg, gateway, mobile);
      case GATEWAY -> new ReportedLegs(core, leg, mobile);
      case MOBILE -> new ReportedLegs(core, gateway, leg);
      case UNKNOWN -> this;
    };
  }

  ReportedLegs with(ReportedLegs other) {
    return with(other.core).with(other.gateway).with(other.mobile);
  }

  /** Those that are there, in the order CORE, GATEWAY, MOBILE. */
  List<TransactionEvent> present() {
    List<TransactionEvent> present = new ArrayList<>(3);
    for (TransactionEvent leg : new TransactionEvent[] {core, gateway, mobile}) {
      if (leg != null) {
        present.add(leg);
      }
    }
    return present;
  }
}
