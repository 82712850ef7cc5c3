package dev.threeway.benchmarks.verdict;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;

/**
 * What is compared of a leg, and nothing else: the least that a service has to keep.
 *
 * @param amount in 1/10 000 of the currency's unit
 * @param eventTime milliseconds since the epoch, UTC
 */
public record LegReport(
    Source source,
    long amount,
    String currency,
    TransactionStatus status,
    long eventTime,
    String accountId) {
  private static final int SCALE = 4;

  /**
   * Takes what is compared out of an event.
   *
   * @throws ArithmeticException if the amount has more than four decimals
   */
  public static LegReport of(TransactionEvent event) {
    return new LegReport(
        event.getSource(),
        event.getAmount().setScale(SCALE).unscaledValue().longValueExact(),
        event.getCurrency(),
        event.getStatus(),
        event.getEventTime().toEpochMilli(),
        event.getAccountId());
  }
}
