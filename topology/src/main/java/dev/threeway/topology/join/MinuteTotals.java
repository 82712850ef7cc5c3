package dev.threeway.topology.join;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import org.apache.kafka.common.utils.Bytes;

/** What happened on one partition in one minute of the wall clock. Confined to one thread. */
public final class MinuteTotals {
  private static final int SOURCES = Source.values().length;
  private static final int STATUSES = GroupStatus.values().length;
  private static final int TYPES = BreakType.values().length;
  private static final int STATUSES_AT = SOURCES;
  private static final int OPENED_AT = STATUSES_AT + STATUSES;
  private static final int RESOLVED_AT = OPENED_AT + TYPES;

  private final long[] counters = new long[RESOLVED_AT + TYPES];

  /**
   * The key of {@link Keyspace#TOTALS} under which a minute stands; keys are in the order of time.
   *
   * @param minute minutes since the epoch
   */
  public static Bytes key(long minute) {
    return TotalsKey.of(TotalsKey.MINUTE, minute);
  }

  /** The minute, since the epoch, that a key stands for. */
  public static long minute(Bytes key) {
    return TotalsKey.number(key);
  }

  void countLeg(Source source) {
    counters[source.ordinal()]++;
  }

  void countReached(GroupStatus status) {
    counters[STATUSES_AT + status.ordinal()]++;
  }

  void countOpened(BreakType type) {
    counters[OPENED_AT + type.ordinal()]++;
  }

  void countResolved(BreakType type) {
    counters[RESOLVED_AT + type.ordinal()]++;
  }

  /** Records read from a source's topic. */
  public long legs(Source source) {
    return counters[source.ordinal()];
  }

  /** Groups that came to a status. */
  public long reached(GroupStatus status) {
    return counters[STATUSES_AT + status.ordinal()];
  }

  /** Breaks that were opened, again or for the first time. */
  public long opened(BreakType type) {
    return counters[OPENED_AT + type.ordinal()];
  }

  public long resolved(BreakType type) {
    return counters[RESOLVED_AT + type.ordinal()];
  }

  /** Adds those of another partition or minute. */
  public void addAll(MinuteTotals other) {
    for (int i = 0; i < counters.length; i++) {
      counters[i] += other.counters[i];
    }
  }

  /** As the store holds it, for {@code decode}. */
  public byte[] encode() {
    return TotalsKey.encode(counters);
  }

  /** Reads a value of the store; null gives totals of zero. */
  public static MinuteTotals decode(byte[] value) {
    MinuteTotals totals = new MinuteTotals();
    TotalsKey.decode(value, totals.counters);
    return totals;
  }
}
