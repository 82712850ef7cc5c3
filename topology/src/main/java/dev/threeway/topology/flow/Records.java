package dev.threeway.topology.flow;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.join.JoinOutput.BreakChanged;
import dev.threeway.topology.join.JoinOutput.ResultChanged;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.Money;
import dev.threeway.topology.rules.Position;
import java.time.Instant;

/** The published form of what was decided. */
final class Records {
  private Records() {}

  static Mismatch mismatch(BreakChanged changed) {
    Break value = changed.value();
    Finding finding = value.finding();
    return Mismatch.newBuilder()
        .setMismatchId(
            Break.id(changed.txnId(), finding.type(), finding.missingSource()).toString())
        .setVersion(value.version())
        .setTxnId(changed.txnId())
        .setType(finding.type())
        .setMissingSource(finding.missingSource())
        .setState(value.state())
        .setResolution(value.resolution())
        .setSeverity(finding.severity())
        .setCoreValue(finding.coreValue())
        .setGatewayValue(finding.gatewayValue())
        .setMobileValue(finding.mobileValue())
        .setDeviating(finding.deviating().stream().map(Enum::name).toList())
        .setAmountAtRisk(Money.toDecimal(finding.amountAtRisk()))
        .setCurrency(finding.currency())
        .setWindowStart(Instant.ofEpochMilli(value.windowStart()))
        .setDeadline(Instant.ofEpochMilli(value.deadline()))
        .setDetectedAt(Instant.ofEpochMilli(value.detectedAt()))
        .setResolvedAt(value.isOpen() ? null : Instant.ofEpochMilli(value.resolvedAt()))
        .setRuleVersion(value.ruleVersion())
        .setEvidence(value.evidence().stream().map(Records::address).toList())
        .build();
  }

  static ReconciliationResult result(ResultChanged changed) {
    MatchGroup group = changed.group();
    Leg onFile = group.reference();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Leg leg : group.legs()) {
      first = Math.min(first, leg.eventTime());
      last = Math.max(last, leg.eventTime());
    }
    return ReconciliationResult.newBuilder()
        .setTxnId(group.txnId())
        .setVersion(group.resultVersion())
        .setStatus(group.status())
        .setHasCore(group.core() != null)
        .setHasGateway(group.gateway() != null)
        .setHasMobile(group.mobile() != null)
        .setAmount(Money.toDecimal(onFile.amount()))
        .setCurrency(onFile.currency())
        .setOpenBreaks(group.openBreaks())
        .setFirstEventTime(Instant.ofEpochMilli(first))
        .setLastEventTime(Instant.ofEpochMilli(last))
        .setDeadline(Instant.ofEpochMilli(group.deadline()))
        .setDecidedAt(Instant.ofEpochMilli(changed.decidedAt()))
        .setRuleVersion(changed.ruleVersion())
        .build();
  }

  /** A position as evidence: {@code topic-partition@offset}. */
  private static String address(Position position) {
    return Topics.of(position.source()) + '-' + position.partition() + '@' + position.offset();
  }
}
