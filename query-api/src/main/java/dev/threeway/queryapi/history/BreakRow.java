package dev.threeway.queryapi.history;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * One version of a break, with the fields of the Avro record {@code Mismatch}.
 *
 * @param missingSource null for every type but MISSING
 * @param resolution null while the break is open
 * @param coreValue null if CORE has not reported; likewise the others
 * @param resolvedAt null while the break is open
 */
public record BreakRow(
    String mismatchId,
    int version,
    String txnId,
    BreakType type,
    Source missingSource,
    BreakState state,
    Resolution resolution,
    Severity severity,
    String coreValue,
    String gatewayValue,
    String mobileValue,
    List<Source> deviating,
    BigDecimal amountAtRisk,
    String currency,
    Instant windowStart,
    Instant deadline,
    Instant detectedAt,
    Instant resolvedAt,
    String ruleVersion,
    List<String> evidence) {
  public BreakRow {
    deviating = List.copyOf(deviating);
    evidence = List.copyOf(evidence);
  }
}
