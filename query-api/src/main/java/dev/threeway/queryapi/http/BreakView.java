package dev.threeway.queryapi.http;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Money;
import java.util.List;
import java.util.Objects;

/** A break with the field names of the Avro record {@code Mismatch}. */
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
    List<String> evidence) {

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
        shown.evidence().stream().map(LegView::evidence).toList());
  }
}
