package dev.threeway.simulator.faults;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import java.util.Locale;

/** Small helpers for reports. */
public final class Events {
  private Events() {}

  /** The identifier of a source's n-th report of a transaction. */
  public static String id(String txnId, Source source, int n) {
    String name =
        switch (source) {
          case CORE -> "core";
          case GATEWAY -> "gateway";
          case MOBILE -> "mobile";
          case UNKNOWN -> source.name().toLowerCase(Locale.ROOT);
        };
    return txnId + "-" + name + "-" + n;
  }

  static TransactionEvent copy(TransactionEvent event) {
    return new TransactionEvent(
        event.getEventId(),
        event.getTxnId(),
        event.getSource(),
        event.getAmount(),
        event.getCurrency(),
        event.getStatus(),
        event.getEventTime(),
        event.getAccountId(),
        event.getBankCode(),
        event.getChannel(),
        event.getTransactionType(),
        event.getReferenceNumber(),
        event.getDescription());
  }
}
