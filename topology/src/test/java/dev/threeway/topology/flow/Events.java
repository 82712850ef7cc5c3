package dev.threeway.topology.flow;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.time.Duration;

/** Reports as the tests send them: 100.00 USD, SUCCESS, at the start of the clock. */
public final class Events {
  private Events() {}

  public static TransactionEvent core(String txnId) {
    return of(Source.CORE, txnId).build();
  }

  public static TransactionEvent gateway(String txnId) {
    return of(Source.GATEWAY, txnId).build();
  }

  public static TransactionEvent mobile(String txnId) {
    return of(Source.MOBILE, txnId).build();
  }

  /** A report that the test goes on to change. */
  public static TransactionEvent.Builder of(Source source, String txnId) {
    return TransactionEvent.newBuilder()
        .setEventId(source + "-" + txnId)
        .setTxnId(txnId)
        .setSource(source)
        .setAmount(new BigDecimal("100.0000"))
        .setCurrency("USD")
        .setStatus(TransactionStatus.SUCCESS)
        .setEventTime(FlowDriver.START)
        .setAccountId("ACC-1");
  }

  /** A report with another amount. */
  public static TransactionEvent amount(Source source, String txnId, String amount) {
    return of(source, txnId).setAmount(new BigDecimal(amount)).build();
  }

  /** A report that says it happened some time after the start of the clock. */
  public static TransactionEvent at(Source source, String txnId, Duration afterStart) {
    return of(source, txnId).setEventTime(FlowDriver.START.plus(afterStart)).build();
  }
}
