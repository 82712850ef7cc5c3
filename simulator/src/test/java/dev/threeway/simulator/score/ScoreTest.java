package dev.threeway.simulator.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;
import dev.threeway.simulator.truth.ExpectedBreak;
import dev.threeway.simulator.truth.FaultRecord;
import dev.threeway.simulator.truth.Truth;
import dev.threeway.simulator.truth.TruthHeader;
import dev.threeway.simulator.truth.TruthWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTest {
  private static final DetectedBreak A1 = open(1, BreakType.AMOUNT);
  private static final DetectedBreak A2 = open(2, BreakType.AMOUNT);
  private static final DetectedBreak A3 = open(3, BreakType.AMOUNT);
  private static final DetectedBreak M4_CORE = missing(4, Source.CORE);
  private static final DetectedBreak M4_MOBILE = missing(4, Source.MOBILE);
  private static final DetectedBreak A5 =
      new DetectedBreak(
          id(5), BreakType.AMOUNT, null, BreakState.RESOLVED, Resolution.AUTO_CORRECTED);
  private static final List<DetectedBreak> ALL = List.of(A1, A2, A3, M4_CORE, M4_MOBILE, A5);

  @TempDir private Path folder;
  private Truth truth;

  @BeforeEach
  void write_the_truth() {
    Path file = folder.resolve("truth.ndjson");
    try (TruthWriter writer = new TruthWriter(file)) {
      writer.header(new TruthHeader("r", 1, 100, 0, "all", 1, 1, "2026-03-01T09:00:00Z"));
      for (int number = 1; number <= 3; number++) {
        writer.fault(fault(number, List.of(ExpectedBreak.open(BreakType.AMOUNT))));
      }
      writer.fault(
          fault(
              4,
              List.of(ExpectedBreak.missing(Source.CORE), ExpectedBreak.missing(Source.MOBILE))));
      writer.fault(
          fault(5, List.of(ExpectedBreak.resolved(BreakType.AMOUNT, Resolution.AUTO_CORRECTED))));
      writer.fault(fault(6, List.of(ExpectedBreak.open(BreakType.ACCOUNT))));
      writer.cut(id(6), "the run was stopped");
    }
    truth = Truth.read(file);
  }

  private static FaultRecord fault(int number, List<ExpectedBreak> breaks) {
    return new FaultRecord(
        id(number), "some", "done " + number, breaks, GroupStatus.MISMATCHED, Map.of());
  }

  private static String id(int number) {
    return "r-00000000" + number;
  }

  private static DetectedBreak open(int number, BreakType type) {
    return new DetectedBreak(id(number), type, null, BreakState.OPEN, null);
  }

  private static DetectedBreak missing(int number, Source source) {
    return new DetectedBreak(id(number), BreakType.MISSING, source, BreakState.OPEN, null);
  }

  private static List<DetectedBreak> with(List<DetectedBreak> breaks, DetectedBreak... more) {
    List<DetectedBreak> all = new ArrayList<>(breaks);
    Collections.addAll(all, more);
    return all;
  }

  private static List<DetectedBreak> without(DetectedBreak one) {
    return ALL.stream().filter(found -> !found.equals(one)).toList();
  }

  @Test
  void is_perfect_if_everything_was_found_and_nothing_else() {
    Score score = Score.of(truth, ALL);
    assertThat(score.types().get(BreakType.AMOUNT)).isEqualTo(new TypeScore(4, 4, 4, 0, 0));
    assertThat(score.types().get(BreakType.MISSING)).isEqualTo(new TypeScore(2, 2, 2, 0, 0));
    assertThat(score.types().get(BreakType.DUPLICATE)).isEqualTo(new TypeScore(0, 0, 0, 0, 0));
    assertThat(score.total()).isEqualTo(new TypeScore(6, 6, 6, 0, 0));
    assertThat(score.perfect()).isTrue();
    assertThat(score.problems()).isEmpty();
    assertThat(score.foreign()).isZero();
  }

  @Test
  void counts_a_break_that_was_not_found_against_recall() {
    Score score = Score.of(truth, without(A2));
    TypeScore amount = score.types().get(BreakType.AMOUNT);
    assertThat(amount).isEqualTo(new TypeScore(4, 3, 3, 0, 1));
    assertThat(amount.precision()).isEqualTo(1.0);
    assertThat(amount.recall()).isEqualTo(0.75);
    assertThat(score.perfect()).isFalse();
    assertThat(score.problems())
        .containsExactly("r-000000002 AMOUNT: not found (injected: some: done 2)");
  }

  @Test
  void counts_a_break_that_was_not_injected_against_precision() {
    Score score = Score.of(truth, with(ALL, open(7, BreakType.AMOUNT)));
    TypeScore amount = score.types().get(BreakType.AMOUNT);
    assertThat(amount).isEqualTo(new TypeScore(4, 5, 4, 1, 0));
    assertThat(amount.precision()).isEqualTo(0.8);
    assertThat(amount.recall()).isEqualTo(1.0);
    assertThat(score.problems())
        .containsExactly("r-000000007 AMOUNT: not injected (a transaction without a fault)");
  }

  @Test
  void tells_missing_breaks_apart_by_their_source() {
    Score score = Score.of(truth, with(without(M4_MOBILE), missing(4, Source.GATEWAY)));
    assertThat(score.types().get(BreakType.MISSING)).isEqualTo(new TypeScore(2, 2, 1, 1, 1));
    assertThat(score.problems())
        .containsExactly(
            "r-000000004 MISSING of GATEWAY: not injected (injected: some: done 4)",
            "r-000000004 MISSING of MOBILE: not found (injected: some: done 4)");
  }

  @Test
  void counts_a_wrong_state_as_false_and_as_not_found() {
    Score score = Score.of(truth, with(without(A5), open(5, BreakType.AMOUNT)));
    assertThat(score.types().get(BreakType.AMOUNT)).isEqualTo(new TypeScore(4, 4, 3, 1, 1));
    assertThat(score.problems())
        .containsExactly(
            "r-000000005 AMOUNT: found OPEN null instead of RESOLVED AUTO_CORRECTED"
                + " (injected: some: done 5)");
  }

  @Test
  void judges_the_resolution_only_where_it_is_known() {
    DetectedBreak unknown =
        new DetectedBreak(id(5), BreakType.AMOUNT, null, BreakState.RESOLVED, null);
    DetectedBreak wrong =
        new DetectedBreak(
            id(5), BreakType.AMOUNT, null, BreakState.RESOLVED, Resolution.AUTO_LATE_ARRIVAL);
    assertThat(Score.of(truth, with(without(A5), unknown)).perfect()).isTrue();
    assertThat(Score.of(truth, with(without(A5), wrong)).perfect()).isFalse();
  }

  @Test
  void counts_a_break_that_was_found_twice_as_false() {
    Score score = Score.of(truth, with(ALL, A1));
    assertThat(score.types().get(BreakType.AMOUNT)).isEqualTo(new TypeScore(4, 5, 4, 1, 0));
    assertThat(score.problems())
        .containsExactly("r-000000001 AMOUNT: found twice (injected: some: done 1)");
  }

  @Test
  void ignores_transactions_that_were_cut_and_counts_those_of_other_runs() {
    DetectedBreak cut = open(6, BreakType.STATUS);
    DetectedBreak foreign =
        new DetectedBreak("q-000000001", BreakType.STATUS, null, BreakState.OPEN, null);
    Score score = Score.of(truth, with(ALL, cut, foreign));
    assertThat(score.perfect()).isTrue();
    assertThat(score.types().get(BreakType.STATUS).empty()).isTrue();
    assertThat(score.foreign()).isEqualTo(1);
  }

  @Test
  void lists_only_the_first_few_problems() {
    List<DetectedBreak> wrong =
        IntStream.range(0, 50)
            .mapToObj(
                n ->
                    new DetectedBreak(
                        "r-1" + (10_000_000 + n), BreakType.STATUS, null, BreakState.OPEN, null))
            .toList();
    Score score = Score.of(truth, wrong);
    assertThat(score.types().get(BreakType.STATUS).falsePositives()).isEqualTo(50);
    assertThat(score.problems()).hasSize(Score.MAX_PROBLEMS);
  }

  @Test
  void shows_places_side_by_side_and_rounds_no_ratio_up_to_one() {
    Map<String, Score> places = new LinkedHashMap<>();
    places.put("topic", Score.of(truth, ALL));
    places.put("API", Score.of(truth, without(A2)));
    places.put("PostgreSQL", Score.of(truth, with(ALL, open(7, BreakType.STATUS))));
    assertThat(ScoreTable.format(places))
        .isEqualTo(
            """
                                | topic                       | API                         | PostgreSQL
            type       injected | detected  precision  recall | detected  precision  recall | detected  precision  recall
            --------------------+-----------------------------+-----------------------------+----------------------------
            CURRENCY          – |        –          –       – |        –          –       – |        –          –       –
            AMOUNT            4 |        4      1.000   1.000 |        3      1.000   0.750 |        4      1.000   1.000
            STATUS            – |        –          –       – |        –          –       – |        1      0.000   1.000
            ACCOUNT           – |        –          –       – |        –          –       – |        –          –       –
            TIMESTAMP         – |        –          –       – |        –          –       – |        –          –       –
            MISSING           2 |        2      1.000   1.000 |        2      1.000   1.000 |        2      1.000   1.000
            DUPLICATE         – |        –          –       – |        –          –       – |        –          –       –
            all               6 |        6      1.000   1.000 |        5      1.000   0.833 |        7      0.857   1.000
            """);
  }

  @Test
  void takes_nothing_to_find_and_nothing_found_for_perfect() {
    TypeScore nothing = new TypeScore(0, 0, 0, 0, 0);
    assertThat(nothing.precision()).isEqualTo(1.0);
    assertThat(nothing.recall()).isEqualTo(1.0);
    assertThat(nothing.perfect()).isTrue();
  }

  @Test
  void shows_a_ratio_just_below_one_as_less_than_one() {
    TypeScore almost = new TypeScore(100_000, 99_999, 99_999, 0, 1);
    Score score = new Score(Map.of(BreakType.AMOUNT, almost), 0, List.of());
    assertThat(ScoreTable.format(Map.of("topic", score))).contains("99999      1.000   0.999");
  }
}
