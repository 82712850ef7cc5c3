package dev.threeway.topology.join;

import static dev.threeway.schemas.records.GroupStatus.MATCHED;
import static dev.threeway.schemas.records.GroupStatus.MISMATCHED;
import static dev.threeway.schemas.records.GroupStatus.PENDING;
import static dev.threeway.schemas.records.Source.CORE;
import static dev.threeway.schemas.records.Source.GATEWAY;
import static dev.threeway.schemas.records.Source.MOBILE;
import static dev.threeway.topology.join.Samples.NINE;
import static dev.threeway.topology.join.Samples.decision;
import static dev.threeway.topology.join.Samples.group;
import static dev.threeway.topology.join.Samples.open;
import static dev.threeway.topology.join.Samples.resolved;
import static dev.threeway.topology.join.Samples.withBreaks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.MatchGroup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** Groups and their indexes move together. */
class MatchGroupTableTest {
  private static final byte[] KEY = "T1".getBytes(StandardCharsets.UTF_8);
  private static final long SWEPT = NINE - 1;

  private final KeyValueStore<Bytes, byte[]> groups =
      MemoryStore.empty(Keyspace.MATCH_GROUPS.toString());
  private final KeyValueStore<Bytes, byte[]> deadlines =
      MemoryStore.empty(Keyspace.DEADLINES.toString());
  private final KeyValueStore<Bytes, byte[]> openBreaks =
      MemoryStore.empty(Keyspace.OPEN_BREAKS.toString());
  private final UnsettledGroups unsettled = new UnsettledGroups(deadlines, 10);
  private final MatchGroupTable table =
      new MatchGroupTable(groups, deadlines, openBreaks, unsettled);

  @Test
  void aGroupIsFoundUnderItsTransaction() {
    MatchGroup group = group(PENDING, NINE, CORE);
    assertThat(table.find(KEY, "T1")).isNull();

    table.store(KEY, null, decision(group), SWEPT, NINE);

    assertThat(table.find(KEY, "T1")).isEqualTo(group);
    assertThat(table.findUnsettled(KEY)).isEqualTo(group);
  }

  @Test
  void aGroupToWhichTheDeadlineCanDoNothingIsNotFoundAmongTheUnsettled() {
    assertThat(table.findUnsettled(KEY)).isNull();

    table.store(KEY, null, decision(group(MATCHED, NINE, CORE, GATEWAY, MOBILE)), SWEPT, NINE);

    assertThat(table.findUnsettled(KEY)).isNull();
    assertThat(table.find(KEY, "T1")).isNotNull();
  }

  @Test
  void aGroupIsScheduledAtItsDeadlineAndMovesWithIt() {
    MatchGroup first = group(PENDING, NINE + 10, CORE);
    table.store(KEY, null, decision(first), SWEPT, NINE);
    assertThat(MemoryStore.keys(deadlines)).containsExactly(scheduled(NINE + 10));

    table.store(KEY, first, decision(group(PENDING, NINE, CORE, GATEWAY)), SWEPT, NINE);
    assertThat(MemoryStore.keys(deadlines)).containsExactly(scheduled(NINE));
  }

  @Test
  void aDeadlineThatStaysIsNotWrittenAgain() {
    MatchGroup first = group(PENDING, NINE, CORE);
    table.store(KEY, null, decision(first), SWEPT, NINE);
    deadlines.delete(scheduled(NINE));
    table.store(KEY, first, decision(group(PENDING, NINE, CORE, GATEWAY)), SWEPT, NINE);

    assertThat(MemoryStore.keys(deadlines)).isEmpty();
  }

  @Test
  void aDeadlineThatMayHaveBeenSweptOverIsOverdue() {
    table.store(KEY, null, decision(group(PENDING, NINE, CORE)), NINE, NINE + 7);

    Bytes overdue = DeadlineKey.of(DeadlineKey.OVERDUE, NINE, KEY);
    assertThat(MemoryStore.keys(deadlines)).containsExactly(scheduled(NINE), overdue);
    assertThat(ByteBuffer.wrap(deadlines.get(overdue)).getLong()).isEqualTo(NINE + 7);
  }

  @Test
  void aDeadlineThatHasPassedAlreadyIsNotOverdueWhenItMoves() {
    MatchGroup before = Samples.afterDeadline(group(MISMATCHED, NINE, CORE));
    MatchGroup after = Samples.afterDeadline(group(MISMATCHED, NINE - 5, CORE, GATEWAY));
    table.store(KEY, null, decision(before), SWEPT, NINE);
    table.store(KEY, before, decision(after), NINE, NINE);

    assertThat(MemoryStore.keys(deadlines)).containsExactly(scheduled(NINE - 5));
  }

  @Test
  void aGroupIsRememberedAtItsDeadlineUntilItIsSettled() {
    MatchGroup first = group(PENDING, NINE + 10, CORE);
    MatchGroup moved = group(PENDING, NINE, CORE, GATEWAY);
    table.store(KEY, null, decision(first), SWEPT, NINE);
    assertThat(unsettled.firstBefore(NINE + 11)).isEqualTo(scheduled(NINE + 10));

    table.store(KEY, first, decision(moved), SWEPT, NINE);
    assertThat(unsettled.firstBefore(NINE + 11)).isEqualTo(scheduled(NINE));

    MatchGroup settled = group(MATCHED, NINE, CORE, GATEWAY, MOBILE);
    table.store(KEY, moved, decision(settled), SWEPT, NINE);
    assertThat(unsettled.firstBefore(NINE + 11)).isNull();

    table.store(KEY, settled, decision(moved), SWEPT, NINE);
    assertThat(unsettled.firstBefore(NINE + 11)).as("a report is pending again").isNotNull();
  }

  @Test
  void aGroupThatStaysUnsettledAtItsDeadlineIsNotRememberedAgain() {
    MatchGroup first = group(PENDING, NINE, CORE);
    table.store(KEY, null, decision(first), SWEPT, NINE);
    unsettled.remove(scheduled(NINE));
    table.store(KEY, first, decision(group(PENDING, NINE, CORE, GATEWAY)), SWEPT, NINE);

    assertThat(unsettled.firstBefore(NINE + 1)).isNull();
  }

  @Test
  void whatWaitsAmongTheOverdueIsNotRememberedToo() {
    table.store(KEY, null, decision(group(PENDING, NINE, CORE)), NINE, NINE);

    assertThat(unsettled.firstBefore(NINE + 1)).isNull();
  }

  @Test
  void aGroupWhoseDeadlineHasPassedIsNotRememberedWhenItMoves() {
    MatchGroup before = Samples.afterDeadline(group(MISMATCHED, NINE + 5, CORE));
    MatchGroup after = Samples.afterDeadline(group(MISMATCHED, NINE, CORE, GATEWAY));
    table.store(KEY, null, decision(before), SWEPT, NINE);
    table.store(KEY, before, decision(after), SWEPT, NINE);

    assertThat(unsettled.firstBefore(NINE + 10)).isNull();
  }

  @Test
  void openBreaksAreIndexedUntilTheyAreResolved() {
    MatchGroup group = group(MISMATCHED, NINE, CORE, GATEWAY);
    Break opened = open(BreakType.AMOUNT, NINE);
    table.store(KEY, null, decision(group, opened), SWEPT, NINE);
    assertThat(MemoryStore.keys(openBreaks)).containsExactly(OpenBreakKey.of("T1", opened));
    assertThat(OpenBreakCodec.decode(openBreaks.get(OpenBreakKey.of("T1", opened))))
        .isEqualTo(new OpenBreak("T1", opened));

    table.store(KEY, group, decision(group, resolved(BreakType.AMOUNT, NINE)), SWEPT, NINE);
    assertThat(MemoryStore.keys(openBreaks)).isEmpty();
  }

  @Test
  void aPurgedGroupLeavesNothingBehindAndTakesNothingElseAlong() {
    Break amount = open(BreakType.AMOUNT, NINE);
    Break status = resolved(BreakType.STATUS, NINE);
    MatchGroup group = withBreaks(group(MISMATCHED, NINE, CORE, GATEWAY), amount, status);
    table.store(KEY, null, decision(group, amount), SWEPT, NINE);
    Bytes unrelated = OpenBreakKey.of("T1", open(BreakType.STATUS, NINE));
    openBreaks.put(unrelated, new byte[] {1});

    assertThat(table.purge(scheduled(NINE), KEY)).isEqualTo(group);
    assertThat(MemoryStore.keys(groups)).isEmpty();
    assertThat(MemoryStore.keys(deadlines)).isEmpty();
    assertThat(MemoryStore.keys(openBreaks)).containsExactly(unrelated);
  }

  private static Bytes scheduled(long deadline) {
    return DeadlineKey.of(DeadlineKey.SCHEDULE, deadline, KEY);
  }
}
