package dev.threeway.topology.join;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.LegOutcome;
import dev.threeway.topology.rules.RejectionReason;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * What became of every record of one source on one partition. Confined to one thread.
 *
 * <p>Two equations hold at every commit: consumed = first reports + revisions + duplicates + stale
 * + conflicts + rejected, and first reports = legs in pending, matched and mismatched groups + legs
 * of purged groups. {@link #unexplainedResidual} is what they leave over.
 */
public final class ControlTotals {
  private static final LegOutcome[] OUTCOMES = LegOutcome.values();
  private static final RejectionReason[] REASONS = RejectionReason.values();

  /** Where the leg on file of a source is. */
  public enum Place {
    PENDING_GROUP,
    MATCHED_GROUP,
    MISMATCHED_GROUP,
    PURGED_GROUP;

    static Place of(GroupStatus status) {
      return switch (status) {
        case PENDING, UNKNOWN -> PENDING_GROUP;
        case MATCHED, MATCHED_WITHIN_TOLERANCE -> MATCHED_GROUP;
        case MISMATCHED -> MISMATCHED_GROUP;
      };
    }
  }

  private static final int OUTCOMES_AT = 1;
  private static final int PLACES_AT = OUTCOMES_AT + OUTCOMES.length;
  private static final int REASONS_AT = PLACES_AT + Place.values().length;

  private final long[] counters = new long[REASONS_AT + REASONS.length];

  /** The key of {@link Keyspace#TOTALS} under which a source's control totals stand. */
  public static Bytes key(Source source) {
    return Bytes.wrap(new byte[] {TotalsKey.CONTROL, (byte) source.ordinal()});
  }

  void countConsumed() {
    counters[0]++;
  }

  void count(LegOutcome outcome) {
    counters[OUTCOMES_AT + outcome.ordinal()]++;
  }

  void count(RejectionReason reason) {
    counters[REASONS_AT + reason.ordinal()]++;
  }

  void add(Place place, int legs) {
    counters[PLACES_AT + place.ordinal()] += legs;
  }

  public long consumed() {
    return counters[0];
  }

  public long count(Place place) {
    return counters[PLACES_AT + place.ordinal()];
  }

  public long counted(LegOutcome outcome) {
    return counters[OUTCOMES_AT + outcome.ordinal()];
  }

  public long counted(RejectionReason reason) {
    return counters[REASONS_AT + reason.ordinal()];
  }

  /** Records that were rejected, for whatever reason. */
  public long rejected() {
    return sum(REASONS_AT, REASONS.length);
  }

  /** How many records are not accounted for, by either equation; 0 unless something is lost. */
  public long unexplainedResidual() {
    long explained = sum(OUTCOMES_AT, OUTCOMES.length) + rejected();
    long placed = sum(PLACES_AT, Place.values().length);
    return Math.abs(consumed() - explained) + Math.abs(counted(LegOutcome.FIRST_REPORT) - placed);
  }

  /** Adds those of another partition or source. */
  public void addAll(ControlTotals other) {
    for (int i = 0; i < counters.length; i++) {
      counters[i] += other.counters[i];
    }
  }

  /** As the store holds it, for {@code decode}. */
  public byte[] encode() {
    return TotalsKey.encode(counters);
  }

  /** Reads a value of the store; null gives totals of zero. */
  public static ControlTotals decode(byte[] value) {
    ControlTotals totals = new ControlTotals();
    TotalsKey.decode(value, totals.counters);
    return totals;
  }

  private long sum(int from, int length) {
    return Arrays.stream(counters, from, from + length).sum();
  }
}
