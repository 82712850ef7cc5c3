package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.records.TransactionType;
import dev.threeway.topology.join.ControlTotals.Place;
import dev.threeway.topology.rules.LegOutcome;
import dev.threeway.topology.rules.RejectionReason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The stores hold ordinals. A symbol that moves turns everything stored into something else: new
 * symbols come at the end, and here.
 */
class StoredOrdinalsTest {
  @Test
  void theSymbolsOfLegsStandWhereTheStoresExpectThem() {
    assertThat(names(Source.values())).containsExactly("UNKNOWN", "CORE", "GATEWAY", "MOBILE");
    assertThat(names(TransactionStatus.values()))
        .containsExactly("UNKNOWN", "SUCCESS", "FAILED", "PENDING");
    assertThat(names(Channel.values()))
        .containsExactly("UNKNOWN", "UPI", "ATM", "ONLINE", "MOBILE", "BRANCH", "POS");
    assertThat(names(TransactionType.values()))
        .containsExactly("UNKNOWN", "TRANSFER", "DEPOSIT", "WITHDRAWAL", "PAYMENT", "REFUND");
  }

  @Test
  void theSymbolsOfBreaksStandWhereTheStoresExpectThem() {
    assertThat(names(BreakType.values()))
        .containsExactly(
            "UNKNOWN",
            "CURRENCY",
            "AMOUNT",
            "STATUS",
            "ACCOUNT",
            "TIMESTAMP",
            "MISSING",
            "DUPLICATE");
    assertThat(names(BreakState.values())).containsExactly("UNKNOWN", "OPEN", "RESOLVED");
    assertThat(names(Resolution.values()))
        .containsExactly("UNKNOWN", "AUTO_CORRECTED", "AUTO_LATE_ARRIVAL");
    assertThat(names(Severity.values()))
        .containsExactly("UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL");
  }

  @Test
  void theSymbolsOfGroupsStandWhereTheStoresExpectThem() {
    assertThat(names(GroupStatus.values()))
        .containsExactly("UNKNOWN", "PENDING", "MATCHED", "MATCHED_WITHIN_TOLERANCE", "MISMATCHED");
  }

  /** Counters are added at the end alone: REASONS come last, and may grow. */
  @Test
  void theCountersOfTheControlTotalsStandWhereTheStoreExpectsThem() {
    assertThat(names(LegOutcome.values()))
        .containsExactly("FIRST_REPORT", "REVISION", "DUPLICATE", "STALE_REVISION", "CONFLICT");
    assertThat(names(Place.values()))
        .containsExactly("PENDING_GROUP", "MATCHED_GROUP", "MISMATCHED_GROUP", "PURGED_GROUP");
    assertThat(names(RejectionReason.values()))
        .containsExactly(
            "UNREADABLE",
            "NULL_KEY",
            "NULL_VALUE",
            "KEY_MISMATCH",
            "WRONG_SOURCE",
            "UNKNOWN_CURRENCY",
            "INVALID_AMOUNT",
            "UNKNOWN_ENUM",
            "INVALID_ID",
            "FUTURE_EVENT",
            "EXPIRED");
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }
}
