package dev.threeway.topology.rules;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Resolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The matching rules: what a leg or a passed deadline makes of a match group. Thread-safe; holds no
 * state but its settings.
 */
public final class Matching {
  private static final Comparator<Break> BY_TYPE_AND_SOURCE =
      Comparator.comparing((Break each) -> each.finding().type())
          .thenComparing(
              each -> each.finding().missingSource(),
              Comparator.nullsFirst(Comparator.naturalOrder()));

  private final RuleSet rules;
  private final Comparison comparison;
  private final long windowAndGrace;

  /**
   * @throws IllegalArgumentException if the timestamp tolerance exceeds the window: then no
   *     timestamp break could be told from a late leg
   */
  public Matching(RuleSet rules, Timing timing) {
    if (rules.timestampTolerance().compareTo(timing.window()) > 0) {
      throw new IllegalArgumentException(
          "timestamp_tolerance (%s) must not exceed the window (%s)"
              .formatted(
                  DurationText.format(rules.timestampTolerance()),
                  DurationText.format(timing.window())));
    }
    this.rules = rules;
    this.comparison = new Comparison(rules);
    this.windowAndGrace = timing.windowAndGraceMillis();
  }

  /**
   * What kind of report a leg is to a group.
   *
   * @param group null if there is none yet
   */
  public LegOutcome classify(MatchGroup group, Leg leg) {
    Leg onFile = group == null ? null : group.leg(leg.source());
    if (onFile == null) {
      return LegOutcome.FIRST_REPORT;
    }
    if (leg.sameContentAs(onFile)) {
      return LegOutcome.DUPLICATE;
    }
    if (onFile.isPending() && leg.eventTime() >= onFile.eventTime()) {
      return LegOutcome.REVISION;
    }
    if (leg.isPending() && leg.eventTime() < onFile.eventTime()) {
      return LegOutcome.STALE_REVISION;
    }
    return LegOutcome.CONFLICT;
  }

  /**
   * Takes a leg into its group and compares.
   *
   * @param group null if the leg is the first of its transaction
   * @param outcome what {@link #classify} said of the two
   * @param now wall-clock ms, for the breaks' times of detection and resolution
   */
  public Decision onLeg(MatchGroup group, String txnId, Leg leg, LegOutcome outcome, long now) {
    return switch (outcome) {
      case FIRST_REPORT ->
          group == null
              ? decide(MatchGroup.startedBy(txnId, leg, windowAndGrace), null, now)
              : decide(group.with(leg, windowAndGrace), group, now);
      case REVISION -> decide(group.with(leg, windowAndGrace), group, now);
      case DUPLICATE, STALE_REVISION -> Decision.unchanged(group);
      case CONFLICT ->
          group.hasConflictFrom(leg.source())
              ? Decision.unchanged(group)
              : decide(group.withConflict(leg), group, now);
    };
  }

  /**
   * Looks at a group whose deadline has passed. A group that nothing can happen to, or that has
   * been looked at before, stays as it is.
   *
   * @param now wall-clock ms
   */
  public Decision onDeadline(MatchGroup group, long now) {
    if (group.deadlinePassed() || group.isSettled()) {
      return Decision.unchanged(group);
    }
    return decide(group.afterDeadline(), group, now);
  }

  /** The version of the rules that decide. */
  public String ruleVersion() {
    return rules.version();
  }

  private Decision decide(MatchGroup group, MatchGroup before, long now) {
    List<Finding> findings = comparison.findings(group);
    List<Break> breaks = group.breaks();
    List<Break> changes = List.of();
    if (!findings.isEmpty() || !breaks.isEmpty()) {
      changes = changes(group, findings, now);
      breaks = merged(breaks, changes);
    }
    GroupStatus status = status(group, breaks);
    MatchGroup decided = group.decided(status, group.resultVersion(), breaks);
    boolean resultChanged = isResultWorthPublishing(before, decided);
    if (resultChanged) {
      decided = group.decided(status, group.resultVersion() + 1, breaks);
    }
    return new Decision(decided, true, changes, resultChanged);
  }

  private List<Break> changes(MatchGroup group, List<Finding> findings, long now) {
    List<Break> changes = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      Break previous = group.breakAbout(finding);
      if (previous == null || !previous.isOpen()) {
        int version = previous == null ? 1 : previous.version() + 1;
        changes.add(open(group, finding, version, now));
      } else if (finding.differsFrom(previous.finding())) {
        changes.add(open(group, finding, previous.version() + 1, previous.detectedAt()));
      }
    }
    for (Break previous : group.breaks()) {
      if (previous.isOpen() && !isAmong(findings, previous.finding())) {
        changes.add(resolve(group, previous, now));
      }
    }
    changes.sort(BY_TYPE_AND_SOURCE);
    return List.copyOf(changes);
  }

  private Break open(MatchGroup group, Finding finding, int version, long detectedAt) {
    return new Break(
        finding,
        version,
        BreakState.OPEN,
        null,
        group.firstEventTime(),
        group.deadline(),
        detectedAt,
        0,
        rules.version(),
        evidence(group, finding));
  }

  private Break resolve(MatchGroup group, Break open, long now) {
    Resolution resolution =
        open.finding().type() == BreakType.MISSING
            ? Resolution.AUTO_LATE_ARRIVAL
            : Resolution.AUTO_CORRECTED;
    return new Break(
        open.finding(),
        open.version() + 1,
        BreakState.RESOLVED,
        resolution,
        group.firstEventTime(),
        group.deadline(),
        open.detectedAt(),
        now,
        rules.version(),
        evidence(group, open.finding()));
  }

  private static List<Position> evidence(MatchGroup group, Finding finding) {
    List<Position> evidence = new ArrayList<>(3);
    for (Leg leg : group.legs()) {
      evidence.add(leg.position());
    }
    if (finding.type() == BreakType.DUPLICATE) {
      for (Leg conflict : group.conflicts()) {
        evidence.add(conflict.position());
      }
    }
    return List.copyOf(evidence);
  }

  private static GroupStatus status(MatchGroup group, List<Break> breaks) {
    for (Break each : breaks) {
      if (each.isOpen()) {
        return GroupStatus.MISMATCHED;
      }
    }
    if (!group.isComplete() || Comparison.isPendingAgainstFinal(group.legs())) {
      return GroupStatus.PENDING;
    }
    boolean equalAmounts =
        group.core().amount() == group.gateway().amount()
            && group.core().amount() == group.mobile().amount();
    return equalAmounts ? GroupStatus.MATCHED : GroupStatus.MATCHED_WITHIN_TOLERANCE;
  }

  /**
   * A group's first result is published when it leaves PENDING; from then on every change of what
   * the result says.
   */
  private static boolean isResultWorthPublishing(MatchGroup before, MatchGroup after) {
    if (after.resultVersion() == 0) {
      return after.status() != GroupStatus.PENDING;
    }
    return before.status() != after.status()
        || before.openBreaks() != after.openBreaks()
        || before.legs().size() != after.legs().size()
        || before.legs().get(0).amount() != after.legs().get(0).amount()
        || !Objects.equals(before.legs().get(0).currency(), after.legs().get(0).currency());
  }

  private static boolean isAmong(List<Finding> findings, Finding wanted) {
    for (Finding each : findings) {
      if (each.isAbout(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static List<Break> merged(List<Break> breaks, List<Break> changes) {
    List<Break> merged = new ArrayList<>(breaks);
    for (Break change : changes) {
      merged.removeIf(each -> each.finding().isAbout(change.finding()));
      merged.add(change);
    }
    merged.sort(BY_TYPE_AND_SOURCE);
    return List.copyOf(merged);
  }
}
