package dev.threeway.topology.join;

import static dev.threeway.topology.join.DeadlineKey.OVERDUE;
import static dev.threeway.topology.join.DeadlineKey.SCHEDULE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** The order of the keys is the order in which the stores are read. */
class StoreKeysTest {
  @Property
  void deadlinesAreInTheOrderOfTimeAlsoBeforeTheEpoch(
      @ForAll long one,
      @ForAll long other,
      @ForAll @Size(max = 8) byte[] txnId,
      @ForAll @Size(max = 8) byte[] otherTxnId) {
    Bytes first = DeadlineKey.of(SCHEDULE, one, txnId);
    Bytes second = DeadlineKey.of(SCHEDULE, other, otherTxnId);

    if (one != other) {
      assertThat(first.compareTo(second) < 0).isEqualTo(one < other);
    }
    assertThat(DeadlineKey.deadline(first)).isEqualTo(one);
    assertThat(DeadlineKey.txnId(first)).isEqualTo(txnId);
  }

  @Property
  void theStartOfADeadlineLiesBetweenEarlierAndLaterKeys(
      @ForAll long deadline, @ForAll @Size(max = 8) byte[] txnId) {
    Bytes start = DeadlineKey.from(SCHEDULE, deadline);

    assertThat(start.compareTo(DeadlineKey.of(SCHEDULE, deadline, txnId))).isNotPositive();
    if (deadline > Long.MIN_VALUE) {
      assertThat(DeadlineKey.of(SCHEDULE, deadline - 1, txnId).compareTo(start)).isNegative();
    }
  }

  @Property
  void nothingLiesBetweenAKeyAndTheOneAfterIt(
      @ForAll long deadline, @ForAll @Size(max = 8) byte[] txnId) {
    Bytes key = DeadlineKey.of(SCHEDULE, deadline, txnId);
    Bytes after = DeadlineKey.after(key);

    assertThat(after.compareTo(key)).isPositive();
    assertThat(after.get()).startsWith(key.get()).endsWith(0).hasSize(key.get().length + 1);
  }

  @Test
  void theSectionsLieApart() {
    assertThat(
            DeadlineKey.of(SCHEDULE, Long.MAX_VALUE, new byte[] {-1})
                .compareTo(DeadlineKey.from(OVERDUE, Long.MIN_VALUE)))
        .isNegative();
  }

  @Test
  void aDeadlineKeyIsTheSectionTheTimeAndTheTransaction() {
    assertThat(DeadlineKey.of(OVERDUE, 1, "T".getBytes(StandardCharsets.UTF_8)).get())
        .containsExactly(1, 0x80, 0, 0, 0, 0, 0, 0, 1, 'T');
  }

  @Property
  void openBreaksAreInTheOrderOfDetectionNewestFirst(@ForAll int one, @ForAll int later) {
    long first = Math.min(one, later) + 3_000_000_000L;
    long second = Math.max(one, later) + 3_000_000_001L;
    Bytes older = OpenBreakKey.of("T1", Samples.open(BreakType.AMOUNT, first));
    Bytes newer = OpenBreakKey.of("T2", Samples.open(BreakType.STATUS, second));

    assertThat(newer.compareTo(older)).isNegative();
    assertThat(OpenBreakKey.detectedAt(older)).isEqualTo(first);
    assertThat(OpenBreakKey.detectedAt(newer)).isEqualTo(second);
  }

  @Test
  void theBreaksUpToATimeLieBehindItsKey() {
    UUID least = new UUID(0, 0);
    Bytes from = OpenBreakKey.from(5);

    assertThat(from).isLessThan(OpenBreakKey.of(5, least));
    assertThat(from).isLessThan(OpenBreakKey.of(4, least));
    assertThat(from).isGreaterThan(OpenBreakKey.of(6, new UUID(-1, -1)));
    assertThat(OpenBreakKey.after(from).get()).startsWith(from.get()).endsWith(0).hasSize(9);
  }

  @Test
  void anOpenBreakKeyEndsWithTheIdOfTheBreak() {
    UUID id = UUID.nameUUIDFromBytes("T1\nMISSING\nMOBILE".getBytes(StandardCharsets.UTF_8));
    ByteBuffer key =
        ByteBuffer.wrap(OpenBreakKey.of("T1", Samples.open(BreakType.MISSING, 5)).get());

    assertThat(key.capacity()).isEqualTo(24);
    assertThat(key.getLong(0)).isEqualTo(Long.MAX_VALUE - 5);
    assertThat(new UUID(key.getLong(8), key.getLong(16))).isEqualTo(id);
  }

  @Test
  void theTotalsAreKeptByClockSourceAndMinute() {
    assertThat(Ledger.CLOCK_KEY.get()).containsExactly(0);
    assertThat(ControlTotals.key(Source.MOBILE).get()).containsExactly(1, 3);
    assertThat(MinuteTotals.key(258).get()).containsExactly(2, 0, 0, 0, 0, 0, 0, 1, 2);
  }
}
