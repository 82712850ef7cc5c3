package dev.threeway.simulator.truth;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;

/**
 * A break that an injected fault has to cause, as it stands once everything has been decided.
 *
 * @param missingSource the silent source of a {@code MISSING} break, otherwise null
 * @param resolution why the break is closed; null while it is open
 */
public record ExpectedBreak(
    BreakType type, Source missingSource, BreakState state, Resolution resolution) {

  /** A break of this type that stays open. */
  public static ExpectedBreak open(BreakType type) {
    return new ExpectedBreak(type, null, BreakState.OPEN, null);
  }

  /** A break of this type that opens and is closed again. */
  public static ExpectedBreak resolved(BreakType type, Resolution resolution) {
    return new ExpectedBreak(type, null, BreakState.RESOLVED, resolution);
  }

  /** A source that never reports. */
  public static ExpectedBreak missing(Source source) {
    return new ExpectedBreak(BreakType.MISSING, source, BreakState.OPEN, null);
  }

  /** A source that reports after the deadline. */
  public static ExpectedBreak missingUntilLate(Source source) {
    return new ExpectedBreak(
        BreakType.MISSING, source, BreakState.RESOLVED, Resolution.AUTO_LATE_ARRIVAL);
  }
}
