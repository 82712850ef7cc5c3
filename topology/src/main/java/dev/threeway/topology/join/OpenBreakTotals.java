package dev.threeway.topology.join;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Finding;
import org.apache.kafka.common.utils.Bytes;

/** How many breaks of one partition are open. Confined to one thread. */
public final class OpenBreakTotals {
  private static final Bytes KEY = Bytes.wrap(new byte[] {TotalsKey.OPEN});
  private static final int SEVERITIES_AT = BreakType.values().length;
  private static final int SOURCES_AT = SEVERITIES_AT + Severity.values().length;

  private final long[] counters = new long[SOURCES_AT + Source.values().length];

  /** The key of {@link Keyspace#TOTALS} under which they stand. */
  public static Bytes key() {
    return KEY;
  }

  /** A break was opened (1), or is open no longer (-1). */
  void add(Finding finding, int sign) {
    counters[finding.type().ordinal()] += sign;
    counters[SEVERITIES_AT + finding.severity().ordinal()] += sign;
    for (Source source : finding.deviating()) {
      counters[SOURCES_AT + source.ordinal()] += sign;
    }
  }

  public long open(BreakType type) {
    return counters[type.ordinal()];
  }

  public long open(Severity severity) {
    return counters[SEVERITIES_AT + severity.ordinal()];
  }

  /** Open breaks in which a source deviates or is missing: a break may count for two. */
  public long open(Source source) {
    return counters[SOURCES_AT + source.ordinal()];
  }

  /** Adds those of another partition. */
  public void addAll(OpenBreakTotals other) {
    for (int i = 0; i < counters.length; i++) {
      counters[i] += other.counters[i];
    }
  }

  /** As the store holds it, for {@code decode}. */
  public byte[] encode() {
    return TotalsKey.encode(counters);
  }

  /** Reads a value of the store; null gives totals of zero. */
  public static OpenBreakTotals decode(byte[] value) {
    OpenBreakTotals totals = new OpenBreakTotals();
    TotalsKey.decode(value, totals.counters);
    return totals;
  }
}
