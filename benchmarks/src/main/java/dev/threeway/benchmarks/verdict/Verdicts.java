package dev.threeway.benchmarks.verdict;

import dev.threeway.schemas.records.BreakType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a peer of the engine says about a transaction, as text: {@code CORE+GATEWAY+MOBILE differ in
 * AMOUNT, STATUS}. Compares by the default rules, so that contenders differ in what is around the
 * comparison alone. Thread-safe.
 */
public final class Verdicts {
  private static final long AMOUNT_TOLERANCE = 100;

  private final long timestampTolerance;

  /**
   * @param timestampTolerance how far apart the event times may lie
   */
  public Verdicts(Duration timestampTolerance) {
    this.timestampTolerance = timestampTolerance.toMillis();
  }

  /** The verdict on what has been reported. */
  public String on(LegReports reports) {
    StringBuilder text = new StringBuilder();
    for (LegReport leg : reports.present()) {
      text.append(text.isEmpty() ? "" : "+").append(leg.source());
    }
    String separator = " differ in ";
    Set<BreakType> differing = differing(reports);
    for (BreakType type : differing) {
      text.append(separator).append(type);
      separator = ", ";
    }
    return text.append(differing.isEmpty() ? " agree" : "").toString();
  }

  /** Whether any two of the reports differ. */
  public boolean differ(LegReports reports) {
    return !differing(reports).isEmpty();
  }

  /** What any two of the reports differ in. */
  public Set<BreakType> differing(LegReports reports) {
    List<LegReport> legs = reports.present();
    Set<BreakType> differing = EnumSet.noneOf(BreakType.class);
    for (int i = 0; i < legs.size(); i++) {
      for (int j = i + 1; j < legs.size(); j++) {
        compare(legs.get(i), legs.get(j), differing);
      }
    }
    if (differing.contains(BreakType.CURRENCY)) {
      // Amounts in different currencies say nothing of each other.
      differing.remove(BreakType.AMOUNT);
    }
    return differing;
  }

  private void compare(LegReport one, LegReport other, Set<BreakType> differing) {
    if (!one.currency().equals(other.currency())) {
      differing.add(BreakType.CURRENCY);
    }
    if (Math.abs(one.amount() - other.amount()) > AMOUNT_TOLERANCE) {
      differing.add(BreakType.AMOUNT);
    }
    if (one.status() != other.status()) {
      differing.add(BreakType.STATUS);
    }
    if (!one.accountId().equals(other.accountId())) {
      differing.add(BreakType.ACCOUNT);
    }
    if (Math.abs(one.eventTime() - other.eventTime()) > timestampTolerance) {
      differing.add(BreakType.TIMESTAMP);
    }
  }
}
