package dev.threeway.benchmarks.verdict;

import dev.threeway.schemas.records.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been reported of one transaction. Immutable.
 *
 * @param core null if it has not reported; likewise the others
 */
public record LegReports(LegReport core, LegReport gateway, LegReport mobile) {
  /** Of a transaction that nobody has reported. */
  public static final LegReports NONE = new LegReports(null, null, null);

  /** A source's report; null if there is none. */
  public LegReport of(Source source) {
    return switch (source) {
      case CORE -> core;
      case GATEWAY -> gateway;
      case MOBILE -> mobile;
      case UNKNOWN -> null;
    };
  }

  /** The same with one more report; the first of each source stands. */
  public LegReports with(LegReport leg) {
    if (of(leg.source()) != null) {
      return this;
    }
    return switch (leg.source()) {
      case CORE -> new LegReports(leg, gateway, mobile);
      case GATEWAY -> new LegReports(core, leg, mobile);
      case MOBILE -> new LegReports(core, gateway, leg);
      case UNKNOWN -> this;
    };
  }

  /** How many sources have reported. */
  public int count() {
    return present().size();
  }

  /** Whether all three sources have reported. */
  public boolean complete() {
    return core != null && gateway != null && mobile != null;
  }

  /** The earliest event time; {@link Long#MAX_VALUE} if there is no report. */
  public long earliest() {
    long earliest = Long.MAX_VALUE;
    for (LegReport leg : present()) {
      earliest = Math.min(earliest, leg.eventTime());
    }
    return earliest;
  }

  /** Those that are there, in the order CORE, GATEWAY, MOBILE. */
  List<LegReport> present() {
    List<LegReport> present = new ArrayList<>(3);
    if (core != null) {
      present.add(core);
    }
    if (gateway != null) {
      present.add(gateway);
    }
    if (mobile != null) {
      present.add(mobile);
    }
    return present;
  }
}
