package dev.threeway.topology.rules;

import dev.threeway.schemas.records.BreakType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Feeds one transaction's legs and its deadline to the rules, and keeps what they decide. */
final class History {
  static final Timing TIMING =
      new Timing(
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofHours(24),
          Duration.ofMinutes(5));

  private final Matching matching;
  private final List<Break> published = new ArrayList<>();
  private final List<LegOutcome> outcomes = new ArrayList<>();
  private MatchGroup group;
  private int results;
  private long now = Legs.NINE;

  History() {
    this(RuleSet.DEFAULT);
  }

  History(RuleSet rules) {
    matching = new Matching(rules, TIMING);
  }

  static History of(Legs... legs) {
    History history = new History();
    for (Legs each : legs) {
      history.leg(each);
    }
    return history;
  }

  History leg(Legs description) {
    now++;
    Leg leg = description.leg();
    LegOutcome outcome = matching.classify(group, leg);
    outcomes.add(outcome);
    keep(matching.onLeg(group, "T1", leg, outcome, now));
    return this;
  }

  History deadline() {
    now++;
    keep(matching.onDeadline(group, now));
    return this;
  }

  MatchGroup group() {
    return group;
  }

  List<LegOutcome> outcomes() {
    return outcomes;
  }

  int results() {
    return results;
  }

  /** Every published version, as {@code TYPE[/source] vN STATE}. */
  List<String> versions() {
    return published.stream()
        .map(
            each ->
                name(each)
                    + " v"
                    + each.version()
                    + " "
                    + (each.isOpen() ? "OPEN" : each.resolution().name()))
        .toList();
  }

  /** The last published version of the break of a type. */
  Break last(BreakType type) {
    return published.stream()
        .filter(each -> each.finding().type() == type)
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no " + type + " break in " + versions()));
  }

  private static String name(Break each) {
    Finding finding = each.finding();
    return finding.missingSource() == null
        ? finding.type().name()
        : finding.type() + "/" + finding.missingSource();
  }

  private void keep(Decision decision) {
    group = decision.group();
    published.addAll(decision.breakChanges());
    if (decision.resultChanged()) {
      results++;
    }
  }
}
