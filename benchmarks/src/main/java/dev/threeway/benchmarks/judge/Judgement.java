package dev.threeway.benchmarks.judge;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.simulator.score.Score;
import dev.threeway.simulator.score.TypeScore;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether what came out is what should have.
 *
 * @param expected how many verdicts (for a copy: records) there had to be
 * @param missing how many of them are not there
 * @param wrong how many say something else than what was injected
 * @param twice on how many transactions there is a verdict too many
 * @param types how well breaks of each type were found; empty for a copy
 * @param examples the first few wrong breaks, one line each
 */
public record Judgement(
    long expected,
    long missing,
    long wrong,
    long twice,
    Map<BreakType, TypeScore> types,
    List<String> examples) {
  /** Copies the collections. */
  public Judgement {
    types = types.isEmpty() ? Map.of() : new EnumMap<>(types);
    examples = List.copyOf(examples);
  }

  static Judgement of(long expected, long missing, long wrong, long twice, Score score) {
    return new Judgement(expected, missing, wrong, twice, score.types(), score.problems());
  }

  static Judgement ofCopies(long expected, long found) {
    return new Judgement(
        expected,
        Math.max(0, expected - found),
        0,
        Math.max(0, found - expected),
        Map.of(),
        List.of());
  }

  /** Whether nothing is missing, wrong or there twice. */
  public boolean right() {
    return missing == 0
        && wrong == 0
        && twice == 0
        && types.values().stream().allMatch(TypeScore::perfect);
  }

  /** For a table: {@code right}, or what is not. */
  public String text() {
    return right()
        ? "right"
        : String.format(
            Locale.ROOT, "WRONG: %,d missing, %,d wrong, %,d twice", missing, wrong, twice);
  }
}
