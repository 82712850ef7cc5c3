package dev.threeway.topology.rules;

import static dev.threeway.topology.rules.Legs.core;
import static dev.threeway.topology.rules.Legs.gateway;
import static dev.threeway.topology.rules.Legs.mobile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Rules that take every report for the first of its source are noticed. */
class PlantedDedupeFaultTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Matching matching = new Matching(RuleSet.DEFAULT, History.TIMING);
  private final List<Leg> reports =
      List.of(
          core().leg(),
          gateway().leg(),
          mobile().leg(),
          core().leg(),
          gateway().amount("120.00").leg(),
          mobile().status(TransactionStatus.PENDING).after(SECOND).leg());

  @Test
  void theRulesBreakNoSentenceOfTheContract() {
    assertThat(violations(matching::classify)).isEmpty();
  }

  @Test
  void rulesWithoutADedupeAreNoticed() {
    assertThat(violations((group, leg) -> LegOutcome.FIRST_REPORT))
        .containsExactly(
            "6 first reports, but 3 legs on file",
            "GATEWAY contradicted itself, but its first report is gone",
            "GATEWAY contradicted itself, but no DUPLICATE break shows it",
            "MOBILE contradicted itself, but its first report is gone",
            "MOBILE contradicted itself, but no DUPLICATE break shows it");
  }

  /** No report on file is PENDING here: whatever differs from the first one contradicts it. */
  private List<String> violations(BiFunction<MatchGroup, Leg, LegOutcome> classify) {
    MatchGroup group = null;
    int firstReports = 0;
    Map<Source, Leg> first = new EnumMap<>(Source.class);
    Set<Source> contradictions = EnumSet.noneOf(Source.class);
    for (Leg report : reports) {
      LegOutcome outcome = classify.apply(group, report);
      firstReports += outcome == LegOutcome.FIRST_REPORT ? 1 : 0;
      group = matching.onLeg(group, "T1", report, outcome, Legs.NINE).group();
      Leg known = first.putIfAbsent(report.source(), report);
      if (known != null && !known.sameContentAs(report)) {
        contradictions.add(report.source());
      }
    }
    List<String> violations = new ArrayList<>();
    if (firstReports != group.legs().size()) {
      violations.add(
          "%d first reports, but %d legs on file".formatted(firstReports, group.legs().size()));
    }
    for (Source source : contradictions) {
      if (!first.get(source).equals(group.leg(source))) {
        violations.add(source + " contradicted itself, but its first report is gone");
      }
      if (!isShown(source, group)) {
        violations.add(source + " contradicted itself, but no DUPLICATE break shows it");
      }
    }
    return violations;
  }

  private static boolean isShown(Source source, MatchGroup group) {
    return group.breaks().stream()
        .filter(Break::isOpen)
        .map(Break::finding)
        .anyMatch(each -> each.type() == BreakType.DUPLICATE && each.deviating().contains(source));
  }
}
