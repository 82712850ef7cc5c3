package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.history.BreakRow;
import dev.threeway.queryapi.history.ResultRow;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveOverlayTest {
  private static final Instant LISTED = DriverEngine.START.minusSeconds(60);

  private DriverEngine engine;
  private LiveOverlay overlay;

  @BeforeEach
  void start() {
    engine = new DriverEngine(3);
    overlay = new LiveOverlay(engine.reads());
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void aNewerVersionInTheStoreIsShownInItsPlace() {
    mismatch("T1");

    TransactionSummaryView shown = overlay.over(result("T1", 0));

    assertThat(shown)
        .isEqualTo(
            new TransactionSummaryView(
                "T1",
                1,
                GroupStatus.MISMATCHED,
                List.of(Source.CORE, Source.GATEWAY),
                List.of(Source.MOBILE),
                "100.00",
                "USD",
                1,
                "2026-03-01T09:00:00.000Z",
                "2026-03-01T09:00:00.000Z",
                "2026-03-01T09:05:30.000Z",
                null,
                null,
                "2026-03-01T08:59:00.000Z",
                true));
  }

  @Test
  void theSameVersionIsShownAsTheHistoryHasIt() {
    mismatch("T1");
    ResultRow row = result("T1", 1);

    assertThat(overlay.over(row)).isEqualTo(TransactionSummaryView.stored(row, true));
  }

  @Test
  void aTransactionThatTheStoreHasForgottenHasItsLastWordInTheHistory() {
    ResultRow row = result("T1", 3);

    assertThat(overlay.over(row)).isEqualTo(TransactionSummaryView.stored(row, true));
  }

  @Test
  void whatAnotherInstanceOwnsOrIsBeingRestoredIsNotCurrent() {
    engine.giveAway(engine.partitionOf("T1"), "127.0.0.1:1");
    assertThat(overlay.over(result("T1", 1)).current()).isFalse();
    assertThat(overlay.over(broken("T1", 1), PersonalData.IN_FULL).current()).isFalse();
  }

  @Test
  void whatIsBeingRestoredIsNotCurrent() {
    engine.restore(engine.partitionOf("T1"), 10, 0);
    assertThat(overlay.over(result("T1", 1)).current()).isFalse();
  }

  @Test
  void aNewerVersionOfABreakIsShownInItsPlace() {
    mismatch("T1");

    BreakView shown = overlay.over(broken("T1", 0), PersonalData.IN_FULL);

    assertThat(shown.version()).isEqualTo(1);
    assertThat(shown.amountAtRisk()).isEqualTo("10.00");
    assertThat(shown.current()).isTrue();
    assertThat(overlay.over(broken("T1", 1), PersonalData.IN_FULL).amountAtRisk())
        .isEqualTo("0.50");
  }

  private void mismatch(String txnId) {
    engine.send(DriverEngine.report(Source.CORE, txnId).build());
    engine.send(
        DriverEngine.report(Source.GATEWAY, txnId).setAmount(new BigDecimal("90.0000")).build());
  }

  private static ResultRow result(String txnId, int version) {
    return new ResultRow(
        txnId,
        version,
        GroupStatus.MATCHED,
        List.of(Source.CORE),
        new BigDecimal("1.5000"),
        "USD",
        0,
        LISTED,
        LISTED,
        LISTED,
        LISTED,
        "rules",
        LISTED);
  }

  private static BreakRow broken(String txnId, int version) {
    return new BreakRow(
        Break.id(txnId, BreakType.AMOUNT, null).toString(),
        version,
        txnId,
        BreakType.AMOUNT,
        null,
        BreakState.OPEN,
        null,
        Severity.LOW,
        "1.00",
        "1.50",
        null,
        List.of(Source.GATEWAY),
        new BigDecimal("0.5000"),
        "USD",
        LISTED,
        LISTED,
        LISTED,
        null,
        "rules",
        List.of());
  }
}
