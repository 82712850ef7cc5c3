package dev.threeway.queryapi.http;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.records.TransactionType;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.Money;
import dev.threeway.topology.rules.Position;

/** A leg, and where it can be read again. */
record LegView(
    Source source,
    String eventId,
    String amount,
    String currency,
    TransactionStatus status,
    String eventTime,
    String accountId,
    String bankCode,
    Channel channel,
    TransactionType transactionType,
    String referenceNumber,
    String description,
    String evidence) {

  /**
   * A leg as it is shown.
   *
   * @param leg may be null
   * @return null for no leg
   */
  static LegView of(Leg leg, PersonalData personal) {
    if (leg == null) {
      return null;
    }
    return new LegView(
        leg.source(),
        leg.eventId(),
        Money.format(leg.amount(), leg.currency()),
        leg.currency(),
        leg.status(),
        Json.time(leg.eventTime()),
        personal.accountId(leg.accountId()),
        leg.bankCode(),
        leg.channel(),
        leg.transactionType(),
        leg.referenceNumber(),
        personal.description(leg.description(), leg.accountId()),
        evidence(leg.position()));
  }

  /** Where a report can be read: {@code topic-partition@offset}. */
  static String evidence(Position position) {
    return Topics.of(position.source()) + "-" + position.partition() + "@" + position.offset();
  }
}
