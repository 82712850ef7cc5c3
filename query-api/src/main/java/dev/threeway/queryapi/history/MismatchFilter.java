package dev.threeway.queryapi.history;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Which breaks a list shows. Null lets every value pass.
 *
 * @param source deviates from the others or is missing
 * @param minAtRisk the least amount at risk, itself included
 * @param maxAtRisk the largest amount at risk, itself included
 * @param from the first moment of {@code listed_at}
 * @param to the moment before which {@code listed_at} lies
 * @param text the beginning of the txn_id
 */
public record MismatchFilter(
    BreakType type,
    Severity severity,
    BreakState state,
    Source source,
    String currency,
    BigDecimal minAtRisk,
    BigDecimal maxAtRisk,
    Instant from,
    Instant to,
    String text) {}
