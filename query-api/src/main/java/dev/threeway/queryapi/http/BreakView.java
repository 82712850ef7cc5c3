package dev.threeway.queryapi.http;

import dev.threeway.queryapi.history.BreakRow;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Money;
import java.util.List;
import java.util.Objects;

/**
 * A break with the field names of the Avro record {@code Mismatch}.
 *
 * @param current whether the live state was asked, in a list of the history; null elsewhere
 */
record BreakView(
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
    String amountAtRisk,
    String currency,
    String windowStart,
    String deadline,
    String detectedAt,
    String resolvedAt,
    String ruleVersion,
    List<String> evidence,
    Boolean current) {

  /** The columns of an export. */
  static final List<String> COLUMNS =
      List.of(
          "mismatch_id",
          "version",
          "txn_id",
          "type",
          "missing_source",
          "state",
          "resolution",
          "severity",
          "core_value",
          "gateway_value",
          "mobile_value",
          "deviating",
          "amount_at_risk",
          "currency",
          "window_start",
          "deadline",
          "detected_at",
          "resolved_at",
          "rule_version",
          "evidence");

  BreakView {
    Objects.requireNonNull(mismatchId);
    Objects.requireNonNull(detectedAt);
  }

  static BreakView of(String txnId, Break shown, PersonalData personal) {
    Finding finding = shown.finding();
    return new BreakView(
        Break.id(txnId, finding.type(), finding.missingSource()).toString(),
        shown.version(),
        txnId,
        finding.type(),
        finding.missingSource(),
        shown.state(),
        shown.resolution(),
        finding.severity(),
        personal.breakValue(finding.type(), finding.coreValue()),
        personal.breakValue(finding.type(), finding.gatewayValue()),
        personal.breakValue(finding.type(), finding.mobileValue()),
        finding.deviating(),
        Money.format(finding.amountAtRisk(), finding.currency()),
        finding.currency(),
        Json.time(shown.windowStart()),
        Json.time(shown.deadline()),
        Json.time(shown.detectedAt()),
        shown.isOpen() ? null : Json.time(shown.resolvedAt()),
        shown.ruleVersion(),
        shown.evidence().stream().map(LegView::evidence).toList(),
        null);
  }

  /** A version as the history has it. */
  static BreakView of(BreakRow row, PersonalData personal) {
    return new BreakView(
        row.mismatchId(),
        row.version(),
        row.txnId(),
        row.type(),
        row.missingSource(),
        row.state(),
        row.resolution(),
        row.severity(),
        personal.breakValue(row.type(), row.coreValue()),
        personal.breakValue(row.type(), row.gatewayValue()),
        personal.breakValue(row.type(), row.mobileValue()),
        row.deviating(),
        Money.format(Money.toUnits(row.amountAtRisk()), row.currency()),
        row.currency(),
        Json.time(row.windowStart().toEpochMilli()),
        Json.time(row.deadline().toEpochMilli()),
        Json.time(row.detectedAt().toEpochMilli()),
        row.resolvedAt() == null ? null : Json.time(row.resolvedAt().toEpochMilli()),
        row.ruleVersion(),
        row.evidence(),
        null);
  }

  /** A version as it is published. */
  static BreakView of(Mismatch published, PersonalData personal) {
    return new BreakView(
        published.getMismatchId(),
        published.getVersion(),
        published.getTxnId(),
        published.getType(),
        published.getMissingSource(),
        published.getState(),
        published.getResolution(),
        published.getSeverity(),
        personal.breakValue(published.getType(), published.getCoreValue()),
        personal.breakValue(published.getType(), published.getGatewayValue()),
        personal.breakValue(published.getType(), published.getMobileValue()),
        published.getDeviating().stream().map(Source::valueOf).toList(),
        Money.format(Money.toUnits(published.getAmountAtRisk()), published.getCurrency()),
        published.getCurrency(),
        Json.time(published.getWindowStart().toEpochMilli()),
        Json.time(published.getDeadline().toEpochMilli()),
        Json.time(published.getDetectedAt().toEpochMilli()),
        published.getResolvedAt() == null
            ? null
            : Json.time(published.getResolvedAt().toEpochMilli()),
        published.getRuleVersion(),
        List.copyOf(published.getEvidence()),
        null);
  }

  /** The same in a list of the history. */
  BreakView withCurrent(boolean asked) {
    return new BreakView(
        mismatchId,
        version,
        txnId,
        type,
        missingSource,
        state,
        resolution,
        severity,
        coreValue,
        gatewayValue,
        mobileValue,
        deviating,
        amountAtRisk,
        currency,
        windowStart,
        deadline,
        detectedAt,
        resolvedAt,
        ruleVersion,
        evidence,
        asked);
  }
}
