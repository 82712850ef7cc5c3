package dev.threeway.queryapi.history;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Which transactions a list shows. Null lets every value pass.
 *
 * @param source has reported
 * @param missingSource has not reported
 * @param account an account id that a source has reported
 * @param minAmount the least amount, itself included
 * @param maxAmount the largest amount, itself included
 * @param from the first moment of {@code listed_at}
 * @param to the moment before which {@code listed_at} lies
 * @param text the beginning of the txn_id, or of an account id or reference number of a leg
 * @param textOfAccounts whether the text is looked for among account ids, too
 */
public record TransactionFilter(
    GroupStatus status,
    Source source,
    Source missingSource,
    String currency,
    String account,
    BigDecimal minAmount,
    BigDecimal maxAmount,
    Instant from,
    Instant to,
    String text,
    boolean textOfAccounts) {}
