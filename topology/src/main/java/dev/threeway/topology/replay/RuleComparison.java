package dev.threeway.topology.replay;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What other rules would make of the same legs. */
public final class RuleComparison {
  private static final int EXAMPLES = 10;

  private RuleComparison() {}

  private static final class Difference {
    private long appear;
    private long vanish;
    private long otherSeverity;
    private long otherState;
  }

  /**
   * The differences, as lines of text: how many breaks of each type would appear, vanish, or end
   * with another severity or state; the value at risk by currency; and the first of them by name.
   *
   * @param present what the rules in force lead to
   * @param other what the other rules lead to, on the same input
   */
  public static List<String> of(LastVersions present, LastVersions other) {
    Map<BreakType, Difference> byType = new EnumMap<>(BreakType.class);
    List<String> examples = new ArrayList<>();
    present
        .breaks()
        .forEach(
            (id, before) -> {
              Mismatch after = other.breaks().get(id);
              Difference difference = of(byType, before);
              if (after == null) {
                difference.vanish++;
                example(examples, "vanishes", before, before.getSeverity().name());
              } else if (before.getState() != after.getState()) {
                difference.otherState++;
                example(examples, "ends", after, before.getState() + " → " + after.getState());
              } else if (before.getSeverity() != after.getSeverity()) {
                difference.otherSeverity++;
                example(
                    examples, "weighs", after, before.getSeverity() + " → " + after.getSeverity());
              }
            });
    other
        .breaks()
        .forEach(
            (id, after) -> {
              if (!present.breaks().containsKey(id)) {
                of(byType, after).appear++;
                example(examples, "appears", after, after.getSeverity().name());
              }
            });
    return lines(byType, examples, valueAtRisk(present), valueAtRisk(other));
  }

  private static List<String> lines(
      Map<BreakType, Difference> byType,
      List<String> examples,
      Map<String, BigDecimal> before,
      Map<String, BigDecimal> after) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-12s %10s %10s %16s %12s"
            .formatted("other rules", "appear", "vanish", "other severity", "other state"));
    byType.forEach(
        (type, each) ->
            lines.add(
                "%-12s %10d %10d %16d %12d"
                    .formatted(
                        type, each.appear, each.vanish, each.otherSeverity, each.otherState)));
    Map<String, BigDecimal> currencies = new TreeMap<>(before);
    currencies.putAll(after);
    for (String currency : currencies.keySet()) {
      lines.add(
          "value at risk %s: %s → %s"
              .formatted(currency, text(before.get(currency)), text(after.get(currency))));
    }
    lines.addAll(examples.isEmpty() ? List.of("The other rules change nothing.") : examples);
    return lines;
  }

  private static Difference of(Map<BreakType, Difference> byType, Mismatch value) {
    return byType.computeIfAbsent(value.getType(), type -> new Difference());
  }

  private static void example(List<String> examples, String verb, Mismatch value, String how) {
    if (examples.size() < EXAMPLES) {
      examples.add("%s %s of %s (%s)".formatted(value.getType(), verb, value.getTxnId(), how));
    }
  }

  private static Map<String, BigDecimal> valueAtRisk(LastVersions last) {
    Map<String, BigDecimal> byCurrency = new TreeMap<>();
    for (Mismatch each : last.breaks().values()) {
      if (each.getResolvedAt() == null) {
        byCurrency.merge(each.getCurrency(), each.getAmountAtRisk(), BigDecimal::add);
      }
    }
    return byCurrency;
  }

  private static String text(BigDecimal amount) {
    return amount == null ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
