package dev.threeway.topology.join;

import dev.threeway.schemas.records.GroupStatus;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * The groups on file of one partition whose reference leg is in one currency, and the open breaks
 * whose amount at risk is. Confined to one thread.
 */
public final class CurrencyTotals {
  private static final int STATUSES = GroupStatus.values().length;
  private static final int VALUES_AT = STATUSES;
  private static final int OPEN_AT = VALUES_AT + STATUSES * ExactSum.LENGTH;
  private static final int AT_RISK_AT = OPEN_AT + 1;

  private final long[] counters = new long[AT_RISK_AT + ExactSum.LENGTH];

  /** The key of {@link Keyspace#TOTALS} under which the totals of a currency stand. */
  public static Bytes key(String currency) {
    byte[] code = currency.getBytes(StandardCharsets.US_ASCII);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + code.length).put(TotalsKey.CURRENCY).put(code).array());
  }

  /** The currency that a key stands for. */
  public static String currency(Bytes key) {
    return new String(key.get(), 1, key.get().length - 1, StandardCharsets.US_ASCII);
  }

  /** A key before that of every currency. */
  public static Bytes firstKey() {
    return key("");
  }

  /** A key after that of every currency. */
  public static Bytes lastKey() {
    return key("~");
  }

  /** A group has come to a status (1), or has left it (-1). */
  void addGroup(GroupStatus status, long amount, int sign) {
    counters[status.ordinal()] += sign;
    ExactSum.add(counters, valueAt(status), sign * amount);
  }

  /** A break was opened (1), or is open no longer (-1). */
  void addOpen(long amountAtRisk, int sign) {
    counters[OPEN_AT] += sign;
    ExactSum.add(counters, AT_RISK_AT, sign * amountAtRisk);
  }

  /** Groups of a status. */
  public long groups(GroupStatus status) {
    return counters[status.ordinal()];
  }

  /** What the groups of a status are worth, scale 4: the amounts of their reference legs. */
  public BigDecimal value(GroupStatus status) {
    return ExactSum.read(counters, valueAt(status));
  }

  /** Open breaks. */
  public long openBreaks() {
    return counters[OPEN_AT];
  }

  /** The sum of the amounts at risk of the open breaks, scale 4. */
  public BigDecimal atRisk() {
    return ExactSum.read(counters, AT_RISK_AT);
  }

  /** Adds those of the same currency on another partition. */
  public void addAll(CurrencyTotals other) {
    for (int i = 0; i < VALUES_AT; i++) {
      counters[i] += other.counters[i];
    }
    for (int at = VALUES_AT; at < OPEN_AT; at += ExactSum.LENGTH) {
      ExactSum.addAll(counters, at, other.counters);
    }
    counters[OPEN_AT] += other.counters[OPEN_AT];
    ExactSum.addAll(counters, AT_RISK_AT, other.counters);
  }

  /** As the store holds it, for {@code decode}. */
  public byte[] encode() {
    return TotalsKey.encode(counters);
  }

  /** Reads a value of the store; null gives totals of zero. */
  public static CurrencyTotals decode(byte[] value) {
    CurrencyTotals totals = new CurrencyTotals();
    TotalsKey.decode(value, totals.counters);
    return totals;
  }

  private static int valueAt(GroupStatus status) {
    return VALUES_AT + status.ordinal() * ExactSum.LENGTH;
  }
}
