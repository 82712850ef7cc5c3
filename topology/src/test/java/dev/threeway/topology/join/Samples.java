package dev.threeway.topology.join;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Decision;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.Position;
import java.util.List;

/** Groups and breaks for the tests of the stores. */
final class Samples {
  static final long NINE = 1_772_355_600_000L;
  static final long WINDOW_AND_GRACE = 330_000;

  private Samples() {}

  static Leg leg(Source source) {
    return new Leg(
        source,
        "E-" + source,
        1_000_000,
        "USD",
        TransactionStatus.SUCCESS,
        NINE,
        "ACC-1",
        null,
        null,
        null,
        null,
        null,
        new Position(source, 0, 1));
  }

  /** A group with the legs of some sources, at a deadline. */
  static MatchGroup group(GroupStatus status, long deadline, Source... sources) {
    List<Source> there = List.of(sources);
    return new MatchGroup(
        "T1",
        there.contains(Source.CORE) ? leg(Source.CORE) : null,
        there.contains(Source.GATEWAY) ? leg(Source.GATEWAY) : null,
        there.contains(Source.MOBILE) ? leg(Source.MOBILE) : null,
        List.of(),
        deadline - WINDOW_AND_GRACE,
        deadline,
        false,
        status,
        0,
        List.of());
  }

  static MatchGroup afterDeadline(MatchGroup group) {
    return new MatchGroup(
        group.txnId(),
        group.core(),
        group.gateway(),
        group.mobile(),
        group.conflicts(),
        group.firstEventTime(),
        group.deadline(),
        true,
        group.status(),
        group.resultVersion(),
        group.breaks());
  }

  static MatchGroup withBreaks(MatchGroup group, Break... breaks) {
    return new MatchGroup(
        group.txnId(),
        group.core(),
        group.gateway(),
        group.mobile(),
        group.conflicts(),
        group.firstEventTime(),
        group.deadline(),
        group.deadlinePassed(),
        group.status(),
        group.resultVersion(),
        List.of(breaks));
  }

  static Break open(BreakType type, long detectedAt) {
    return changed(type, BreakState.OPEN, detectedAt);
  }

  static Break resolved(BreakType type, long detectedAt) {
    return changed(type, BreakState.RESOLVED, detectedAt);
  }

  static Decision decision(MatchGroup after, Break... changes) {
    return new Decision(after, true, List.of(changes), false);
  }

  private static Break changed(BreakType type, BreakState state, long detectedAt) {
    boolean open = state == BreakState.OPEN;
    return new Break(
        new Finding(
            type,
            type == BreakType.MISSING ? Source.MOBILE : null,
            Severity.HIGH,
            "1",
            "2",
            null,
            List.of(Source.GATEWAY),
            10_000,
            "USD"),
        open ? 1 : 2,
        state,
        open ? null : Resolution.AUTO_CORRECTED,
        NINE,
        NINE + WINDOW_AND_GRACE,
        detectedAt,
        open ? 0 : detectedAt + 1,
        "v1",
        List.of(new Position(Source.CORE, 0, 1)));
  }
}
