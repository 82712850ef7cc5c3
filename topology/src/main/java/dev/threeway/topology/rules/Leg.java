package dev.threeway.topology.rules;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.records.TransactionType;
import java.util.Objects;

/**
 * One source's report of one transaction, validated.
 *
 * @param amount in 1/10 000 of the currency's unit
 * @param eventTime milliseconds since the epoch, UTC
 * @param bankCode null if not reported; likewise channel, transactionType, referenceNumber and
 *     description
 * @param position where the report was read; no part of its content
 */
public record Leg(
    Source source,
    String eventId,
    long amount,
    String currency,
    TransactionStatus status,
    long eventTime,
    String accountId,
    String bankCode,
    Channel channel,
    TransactionType transactionType,
    String referenceNumber,
    String description,
    Position position) {

  /** Whether both report the same: every field but the event id. */
  public boolean sameContentAs(Leg other) {
    return source == other.source
        && amount == other.amount
        && eventTime == other.eventTime
        && status == other.status
        && channel == other.channel
        && transactionType == other.transactionType
        && currency.equals(other.currency)
        && accountId.equals(other.accountId)
        && Objects.equals(bankCode, other.bankCode)
        && Objects.equals(referenceNumber, other.referenceNumber)
        && Objects.equals(description, other.description);
  }

  boolean isPending() {
    return status == TransactionStatus.PENDING;
  }
}
