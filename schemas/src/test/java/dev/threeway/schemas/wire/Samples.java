package dev.threeway.schemas.wire;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** One record of each kind, for tests. */
final class Samples {
  private static final Instant TIME = Instant.parse("2026-03-01T10:15:30.123Z");

  private Samples() {}

  static TransactionEvent leg() {
    return TransactionEvent.newBuilder()
        .setEventId("e-1")
        .setTxnId("t-1")
        .setSource(Source.CORE)
        .setAmount(new BigDecimal("12.3400"))
        .setCurrency("EUR")
        .setStatus(TransactionStatus.SUCCESS)
        .setEventTime(TIME)
        .setAccountId("acc-1")
        .setChannel(Channel.UPI)
        .setDescription("Zürich ☕")
        .build();
  }

  static Mismatch mismatch() {
    return Mismatch.newBuilder()
        .setMismatchId("m-1")
        .setVersion(1)
        .setTxnId("t-1")
        .setType(BreakType.MISSING)
        .setMissingSource(Source.MOBILE)
        .setState(BreakState.OPEN)
        .setSeverity(Severity.HIGH)
        .setCoreValue("12.34")
        .setGatewayValue("12.34")
        .setDeviating(List.of("MOBILE"))
        .setAmountAtRisk(new BigDecimal("12.3400"))
        .setCurrency("EUR")
        .setWindowStart(TIME)
        .setDeadline(TIME.plusSeconds(330))
        .setDetectedAt(TIME.plusSeconds(331))
        .setRuleVersion("r1")
        .setEvidence(List.of("core_txns-0@17", "gateway_txns-0@4"))
        .build();
  }

  static ReconciliationResult result() {
    return ReconciliationResult.newBuilder()
        .setTxnId("t-1")
        .setVersion(2)
        .setStatus(GroupStatus.MATCHED)
        .setHasCore(true)
        .setHasGateway(true)
        .setHasMobile(true)
        .setAmount(new BigDecimal("-0.0100"))
        .setCurrency("EUR")
        .setOpenBreaks(0)
        .setFirstEventTime(TIME)
        .setLastEventTime(TIME.plusMillis(1))
        .setDeadline(TIME.plusSeconds(330))
        .setDecidedAt(TIME.plusSeconds(2))
        .setRuleVersion("r1")
        .build();
  }
}
