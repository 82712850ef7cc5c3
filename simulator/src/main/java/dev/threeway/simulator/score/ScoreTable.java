package dev.threeway.simulator.score;

import dev.threeway.schemas.records.BreakType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Scores from several places, side by side, as plain text. */
public final class ScoreTable {
  private static final String NOTHING = "–";
  private static final int TYPE_WIDTH = 9;
  private static final int PLACE_WIDTH = 27;

  private ScoreTable() {}

  /**
   * A table with a line for each break type, a column for what was injected, and for each place
   * what was found there, its precision and its recall. A ratio shows as 1.000 only if it is
   * exactly 1. A type of which nothing was injected or found shows dashes.
   *
   * @param places the score of each named place, in the order of the columns; all by the same truth
   */
  public static String format(Map<String, Score> places) {
    StringBuilder table = new StringBuilder();
    table.append(" ".repeat(TYPE_WIDTH)).append("          ");
    for (String place : places.keySet()) {
      table.append(" | ").append(left(place, PLACE_WIDTH));
    }
    end(table);
    table.append(left("type", TYPE_WIDTH)).append("  injected");
    for (int i = 0; i < places.size(); i++) {
      table.append(" | detected  precision  recall");
    }
    end(table);
    table.append("-".repeat(TYPE_WIDTH + 10));
    for (int i = 0; i < places.size(); i++) {
      table.append("-+-").append("-".repeat(PLACE_WIDTH));
    }
    end(table);
    Set<BreakType> types = new TreeSet<>();
    places.values().forEach(score -> types.addAll(score.types().keySet()));
    for (BreakType type : types) {
      line(
          table,
          type.name(),
          places.values(),
          score -> score.types().getOrDefault(type, new TypeScore(0, 0, 0, 0, 0)));
    }
    line(table, "all", places.values(), Score::total);
    return table.toString();
  }

  private static void line(
      StringBuilder table, String name, Collection<Score> places, Function<Score, TypeScore> cell) {
    long injected = places.stream().map(cell).mapToLong(TypeScore::injected).max().orElse(0);
    String shown = injected == 0 ? NOTHING : Long.toString(injected);
    table.append(left(name, TYPE_WIDTH)).append("  ").append(right(shown, 8));
    for (Score place : places) {
      TypeScore score = cell.apply(place);
      table
          .append(" | ")
          .append(right(score.empty() ? NOTHING : Long.toString(score.detected()), 8))
          .append("  ")
          .append(right(score.empty() ? NOTHING : ratio(score.precision()), 9))
          .append("  ")
          .append(right(score.empty() ? NOTHING : ratio(score.recall()), 6));
    }
    end(table);
  }

  private static String ratio(double ratio) {
    return BigDecimal.valueOf(ratio).setScale(3, RoundingMode.DOWN).toPlainString();
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static void end(StringBuilder table) {
    while (table.charAt(table.length() - 1) == ' ') {
      table.setLength(table.length() - 1);
    }
    table.append('\n');
  }
}
