package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** One published version of a break, as a line. */
record Version(String txnId, String kind, String line) {

  static Version of(Mismatch mismatch) {
    Source missing = mismatch.getMissingSource();
    String kind = missing == null ? mismatch.getType().name() : mismatch.getType() + " " + missing;
    return new Version(
        mismatch.getTxnId(),
        kind,
        line(
            mismatch.getVersion(),
            mismatch.getResolution() == null
                ? mismatch.getState().name()
                : mismatch.getState() + " " + mismatch.getResolution(),
            mismatch.getSeverity().name(),
            text(mismatch.getCoreValue()),
            text(mismatch.getGatewayValue()),
            text(mismatch.getMobileValue()),
            mismatch.getDeviating(),
            mismatch.getAmountAtRisk(),
            mismatch.getCurrency(),
            mismatch.getWindowStart(),
            mismatch.getDeadline(),
            mismatch.getDetectedAt(),
            mismatch.getResolvedAt(),
            mismatch.getMismatchId(),
            mismatch.getEvidence()));
  }

  /**
   * @param resolvedAt null if the break is open
   */
  static Version of(
      String txnId,
      Finding finding,
      int version,
      long windowStart,
      long deadline,
      long detectedAt,
      Long resolvedAt,
      List<String> evidence) {
    boolean isMissing = finding.type() == BreakType.MISSING;
    String resolved = isMissing ? "RESOLVED AUTO_LATE_ARRIVAL" : "RESOLVED AUTO_CORRECTED";
    Map<Source, String> values = finding.values();
    return new Version(
        txnId,
        finding.kind(),
        line(
            version,
            resolvedAt == null ? "OPEN" : resolved,
            finding.severity().name(),
            text(values.get(Source.CORE)),
            text(values.get(Source.GATEWAY)),
            text(values.get(Source.MOBILE)),
            finding.deviating().stream().map(Source::name).toList(),
            finding.risk(),
            finding.currency(),
            Instant.ofEpochMilli(windowStart),
            Instant.ofEpochMilli(deadline),
            Instant.ofEpochMilli(detectedAt),
            resolvedAt == null ? null : Instant.ofEpochMilli(resolvedAt),
            id(txnId, finding),
            evidence));
  }

  static String id(String txnId, Finding finding) {
    String name = txnId + "\n" + finding.type();
    String whole = finding.missing() == null ? name : name + "\n" + finding.missing();
    return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String line(
      int version,
      String state,
      String severity,
      String core,
      String gateway,
      String mobile,
      List<String> deviating,
      BigDecimal risk,
      String currency,
      Instant windowStart,
      Instant deadline,
      Instant detectedAt,
      Instant resolvedAt,
      String id,
      List<String> evidence) {
    return ("v%d %s %s values %s, %s, %s deviating %s risk %s %s"
            + " window %s..%s detected %s resolved %s id %s evidence %s")
        .formatted(
            version,
            state,
            severity,
            core,
            gateway,
            mobile,
            deviating.stream().sorted().collect(Collectors.joining("+")),
            risk.stripTrailingZeros().toPlainString(),
            currency,
            windowStart,
            deadline,
            detectedAt,
            Objects.toString(resolvedAt, "-"),
            id,
            evidence);
  }

  private static String text(String value) {
    return Objects.toString(value, "-");
  }
}
