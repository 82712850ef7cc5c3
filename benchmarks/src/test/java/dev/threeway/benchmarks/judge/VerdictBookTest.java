package dev.threeway.benchmarks.judge;

import static dev.threeway.benchmarks.judge.VerdictBook.bit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.benchmarks.judge.VerdictBook.Verdict;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.simulator.score.TypeScore;
import dev.threeway.simulator.truth.ExpectedBreak;
import dev.threeway.simulator.truth.FaultRecord;
import dev.threeway.simulator.truth.Truth;
import dev.threeway.simulator.truth.TruthHeader;
import dev.threeway.simulator.truth.TruthWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four transactions: the second has another amount, the third lacks a source. */
class VerdictBookTest {
  private static final Verdict AGREE = new Verdict(0, 0);
  private static final Verdict AMOUNT = new Verdict(0, bit(BreakType.AMOUNT));
  private static final Verdict NO_MOBILE = new Verdict(bit(Source.MOBILE), 0);

  @TempDir private Path folder;
  private final VerdictBook book = new VerdictBook("bench", 4);
  private Truth truth;

  @BeforeEach
  void inject() {
    Path file = folder.resolve("truth.ndjson");
    try (TruthWriter writer = new TruthWriter(file)) {
      writer.header(new TruthHeader("bench", 1, 4, 0, "none", 1, 1, "2026-03-01T09:00:00Z"));
      writer.fault(fault(2, ExpectedBreak.open(BreakType.AMOUNT)));
      writer.fault(fault(3, ExpectedBreak.missing(Source.MOBILE)));
    }
    truth = Truth.read(file);
  }

  private static FaultRecord fault(int number, ExpectedBreak expected) {
    return new FaultRecord(
        "bench-00000000" + number,
        "fault",
        "details",
        List.of(expected),
        GroupStatus.MISMATCHED,
        Map.of());
  }

  private void put(Verdict... verdicts) {
    for (int i = 0; i < verdicts.length; i++) {
      book.put(i + 1, verdicts[i]);
    }
  }

  @Test
  void allIsRightIfEveryVerdictIsWhatWasInjected() {
    put(AGREE, AMOUNT, NO_MOBILE, AGREE);

    Judgement judgement = book.judge(truth);

    assertThat(judgement.right()).isTrue();
    assertThat(judgement.text()).isEqualTo("right");
    assertThat(judgement.expected()).isEqualTo(4);
    assertThat(judgement.types().get(BreakType.AMOUNT)).isEqualTo(new TypeScore(1, 1, 1, 0, 0));
  }

  @Test
  void aTransactionWithoutAVerdictIsMissing() {
    put(AGREE, AMOUNT, NO_MOBILE);

    assertThat(book.judge(truth).text()).isEqualTo("WRONG: 1 missing, 0 wrong, 0 twice");
  }

  @Test
  void aBreakThatWasNotInjectedIsWrong() {
    put(AMOUNT, AMOUNT, NO_MOBILE, AGREE);

    Judgement judgement = book.judge(truth);

    assertThat(judgement.text()).isEqualTo("WRONG: 0 missing, 1 wrong, 0 twice");
    assertThat(judgement.types().get(BreakType.AMOUNT).precision()).isEqualTo(0.5);
  }

  @Test
  void aBreakThatWasNotFoundIsWrong() {
    put(AGREE, AGREE, NO_MOBILE, AGREE);

    Judgement judgement = book.judge(truth);

    assertThat(judgement.text()).isEqualTo("WRONG: 0 missing, 1 wrong, 0 twice");
    assertThat(judgement.types().get(BreakType.AMOUNT).recall()).isZero();
  }

  @Test
  void theLastVerdictCounts() {
    put(AGREE, AMOUNT, AGREE, AGREE);

    assertThat(book.put(3, NO_MOBILE)).isTrue();
    assertThat(book.judge(truth).right()).isTrue();
  }

  @Test
  void aVerdictTooManyIsCounted() {
    put(AGREE, AMOUNT, NO_MOBILE, AGREE);
    book.twice();

    assertThat(book.judge(truth).text()).isEqualTo("WRONG: 0 missing, 0 wrong, 1 twice");
  }

  @Test
  void nonsenseIsWrongEvenWhereNothingWasInjected() {
    put(VerdictBook.NONSENSE, AMOUNT, NO_MOBILE, AGREE);

    assertThat(book.judge(truth).wrong()).isEqualTo(1);
  }

  @Test
  void onlyTransactionsOfTheRunHaveANumber() {
    assertThat(book.number("bench-000000003")).isEqualTo(3);
    assertThat(book.number("after1-000000003")).isZero();
  }
}
