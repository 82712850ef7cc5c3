package dev.threeway.queryapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.Keyspace;
import dev.threeway.topology.join.OpenBreakKey;
import java.math.BigDecimal;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a page of a long list costs, in entries of the index that are read. */
class IndexReadsTest {
  private static final int PARTITIONS = 4;
  private static final int PAGE = 50;
  private static byte[] stored;

  private final CountedPartitions partitions = new CountedPartitions(PARTITIONS);
  private final IndexReads reads = new IndexReads(new LocalStores(partitions));

  /** An open break as the engine stores it. */
  @BeforeAll
  static void breakOne() {
    try (DriverEngine engine = new DriverEngine(1)) {
      engine.send(DriverEngine.report(Source.CORE, "T1").build());
      engine.send(
          DriverEngine.report(Source.GATEWAY, "T1").setAmount(new BigDecimal("90.0000")).build());
      try (KeyValueIterator<Bytes, byte[]> entries =
          Keyspace.OPEN_BREAKS.of(engine.state(0)).all()) {
        KeyValue<Bytes, byte[]> only = entries.next();
        stored = only.value;
      }
    }
  }

  @Test
  void theTenThousandthPageCostsWhatTheTenthCosts() {
    fill(10_001 * PAGE);

    long tenth = 0;
    long last = 0;
    Bytes after = null;
    for (int page = 1; page <= 10_000; page++) {
      partitions.forgetReads();
      Found<?> found = reads.openBreaks(BreakFilter.ALL, new PageRequest(after, PAGE), Scope.OWN);
      assertThat(found.items()).hasSize(PAGE);
      after = found.next().orElseThrow();
      tenth = page == 10 ? partitions.entriesRead() : tenth;
      last = partitions.entriesRead();
    }

    assertThat(tenth).isBetween((long) PAGE, (long) PAGE + PARTITIONS);
    assertThat(last).isBetween((long) PAGE, (long) PAGE + PARTITIONS);
    assertThat(partitions.openIterators()).isZero();
  }

  @Test
  void aFilterThatLetsNothingPassReadsABoundedRangeAndSaysWhereToGoOn() {
    fill(2 * IndexReads.MOST_BREAKS_EXAMINED);
    BreakFilter none = BreakFilter.ALL;
    for (int i = 0; i < 50; i++) {
      none = none.and(each -> !each.txnId().equals("T1"));
    }

    Found<?> first = reads.openBreaks(none, new PageRequest(null, PAGE), Scope.OWN);
    assertThat(first.items()).isEmpty();
    assertThat(first.examined()).isEqualTo(IndexReads.MOST_BREAKS_EXAMINED);
    assertThat(partitions.entriesRead())
        .isLessThanOrEqualTo((long) IndexReads.MOST_BREAKS_EXAMINED + PARTITIONS);

    Found<?> second =
        reads.openBreaks(none, new PageRequest(first.next().orElseThrow(), PAGE), Scope.OWN);
    assertThat(second.next()).isEmpty();
    assertThat(partitions.openIterators()).isZero();
  }

  @Test
  void anAgeBoundsTheRangeThatIsRead() {
    fill(1_000);

    Found<?> found =
        reads.openBreaks(
            BreakFilter.ALL.openedWithin(500, 509), new PageRequest(null, PAGE), Scope.OWN);

    assertThat(found.items()).hasSize(10);
    assertThat(found.next()).isEmpty();
    assertThat(partitions.entriesRead()).isEqualTo(10);
  }

  @Test
  void aStoreThatIsClosedInTheMiddleLeavesItsPartitionMissingAndNoIteratorOpen() {
    fill(1_000);
    partitions.closeAfter(2, 5);

    Found<?> found = reads.openBreaks(BreakFilter.ALL, new PageRequest(null, PAGE), Scope.OWN);

    assertThat(found.coverage().missing()).containsExactly(2);
    assertThat(found.items()).hasSizeBetween(30, PAGE);
    assertThat(partitions.openIterators()).isZero();
  }

  /** Breaks that were opened at 1, 2, 3, … in turn on each partition. */
  private void fill(int count) {
    for (int i = 1; i <= count; i++) {
      partitions.put(
          Keyspace.OPEN_BREAKS, i % PARTITIONS, OpenBreakKey.of(i, new UUID(i, i)), stored);
    }
  }
}
