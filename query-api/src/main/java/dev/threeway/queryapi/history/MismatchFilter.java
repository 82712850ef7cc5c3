package dev.threeway.queryapi.history;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/**
 * Which breaks a list shows. Null, or an empty set, lets every value pass.
 *
 * @param sources one of them deviates from the others or is missing
 * @param minAtRisk the least amount at risk, itself included
 * @param maxAtRisk the largest amount at risk, itself included
 * @param from the first moment of {@code listed_at}
 * @param to the moment before which {@code listed_at} lies
 * @param text the beginning of the txn_id
 */
public record MismatchFilter(
    Set<BreakType> types,
    Set<Severity> severities,
    BreakState state,
    Set<Source> sources,
    String currency,
    BigDecimal minAtRisk,
    BigDecimal maxAtRisk,
    Instant from,
    Instant to,
    String text) {
  public MismatchFilter {
    types = Set.copyOf(types);
    severities = Set.copyOf(severities);
    sources = Set.copyOf(sources);
  }
}
