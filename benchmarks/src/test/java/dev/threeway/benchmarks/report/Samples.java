package dev.threeway.benchmarks.report;

import dev.threeway.benchmarks.judge.Judgement;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.simulator.score.TypeScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measurements to report on. */
final class Samples {
  static final Judgement RIGHT =
      new Judgement(
          100, 0, 0, 0, Map.of(BreakType.AMOUNT, new TypeScore(2, 2, 2, 0, 0)), List.of());
  static final Judgement WRONG =
      new Judgement(
          100,
          1,
          2,
          3,
          Map.of(
              BreakType.AMOUNT,
              new TypeScore(2, 2, 2, 0, 0),
              BreakType.MISSING,
              new TypeScore(4, 4, 2, 2, 2)),
          List.of("T1 MISSING of CORE: not found"));

  private Samples() {}

  /** A run over 300 legs of 100 transactions; the figures follow from how long it took. */
  static Measurement measured(String contender, int round, double seconds, Judgement judgement) {
    return new Measurement(
        contender,
        round,
        100,
        300,
        1.5,
        seconds,
        0.003,
        0.0015,
        200L << 20,
        600,
        30_000,
        100,
        Optional.ofNullable(judgement));
  }
}
