package dev.threeway.queryapi.history;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What was decided about a transaction, in the newest version that has arrived.
 *
 * @param sources those that have reported, in the order of {@link Source}
 */
public record ResultRow(
    String txnId,
    int version,
    GroupStatus status,
    List<Source> sources,
    BigDecimal amount,
    String currency,
    int openBreaks,
    Instant firstEventTime,
    Instant lastEventTime,
    Instant deadline,
    Instant decidedAt,
    String ruleVersion,
    Instant listedAt) {
  public ResultRow {
    sources = List.copyOf(sources);
  }
}
