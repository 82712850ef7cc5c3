package dev.threeway.queryapi.http;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.Money;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One row of the comparison matrix: a compared field, what each source reported for it, and what
 * the engine made of that.
 *
 * @param agrees absent while there is no verdict either way
 * @param deviating the sources outside the majority; empty unless the field disagrees
 */
record ComparisonView(
    String field,
    String coreValue,
    String gatewayValue,
    String mobileValue,
    Verdict verdict,
    Boolean agrees,
    List<Source> deviating) {

  /** What the engine says of a field. */
  enum Verdict {
    /** All that have reported say the same. */
    AGREES,
    /** The values differ by no more than the rules allow. */
    WITHIN_TOLERANCE,
    /** There is an open break. */
    DISAGREES,
    /** The values differ, and may still come together before the deadline. */
    UNDECIDED,
    /** Fewer than two legs, or amounts of different currencies. */
    NOT_COMPARED
  }

  /**
   * A compared field.
   *
   * @param compared what has to be equal
   * @param shown the same as text for the caller's eyes
   * @param ifDifferent the verdict over values that differ without an open break
   */
  private record Field(
      String name,
      BreakType type,
      Function<Leg, Object> compared,
      Function<Leg, String> shown,
      Verdict ifDifferent) {}

  /** The matrix, in the order of the fields of a leg. */
  static List<ComparisonView> of(MatchGroup group, PersonalData personal) {
    return Stream.of(
            new Field(
                "amount",
                BreakType.AMOUNT,
                Leg::amount,
                leg -> Money.format(leg.amount(), leg.currency()),
                Verdict.WITHIN_TOLERANCE),
            new Field(
                "currency", BreakType.CURRENCY, Leg::currency, Leg::currency, Verdict.UNDECIDED),
            new Field(
                "status",
                BreakType.STATUS,
                Leg::status,
                leg -> leg.status().name(),
                Verdict.UNDECIDED),
            new Field(
                "event_time",
                BreakType.TIMESTAMP,
                Leg::eventTime,
                leg -> Json.time(leg.eventTime()),
                Verdict.WITHIN_TOLERANCE),
            new Field(
                "account_id",
                BreakType.ACCOUNT,
                Leg::accountId,
                leg -> personal.accountId(leg.accountId()),
                Verdict.UNDECIDED))
        .map(field -> row(group, field))
        .toList();
  }

  private static ComparisonView row(MatchGroup group, Field field) {
    Break disagreement = openBreak(group, field.type());
    Verdict verdict;
    if (group.legs().size() < 2
        || (field.type() == BreakType.AMOUNT && openBreak(group, BreakType.CURRENCY) != null)) {
      verdict = Verdict.NOT_COMPARED;
    } else if (disagreement != null) {
      verdict = Verdict.DISAGREES;
    } else {
      boolean equal = group.legs().stream().map(field.compared()).distinct().count() == 1;
      verdict = equal ? Verdict.AGREES : field.ifDifferent();
    }
    return new ComparisonView(
        field.name(),
        shown(group.core(), field),
        shown(group.gateway(), field),
        shown(group.mobile(), field),
        verdict,
        agrees(verdict),
        verdict == Verdict.DISAGREES ? disagreement.finding().deviating() : List.of());
  }

  private static Boolean agrees(Verdict verdict) {
    return switch (verdict) {
      case AGREES, WITHIN_TOLERANCE -> true;
      case DISAGREES -> false;
      case UNDECIDED, NOT_COMPARED -> null;
    };
  }

  private static String shown(Leg leg, Field field) {
    return leg == null ? null : field.shown().apply(leg);
  }

  private static Break openBreak(MatchGroup group, BreakType type) {
    for (Break each : group.breaks()) {
      if (each.isOpen() && each.finding().type() == type) {
        return each;
      }
    }
    return null;
  }
}
