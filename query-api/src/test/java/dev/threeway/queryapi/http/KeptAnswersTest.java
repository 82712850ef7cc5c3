package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.Part;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
  private record Answer(long number, Coverage coverage) implements Part {}

  private static final Coverage WHOLE = new Coverage(2, List.of());

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong version = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private final KeptAnswers<String, Answer> answers =
      new KeptAnswers<>(Freshness.STATISTICS, version::get, nanos::get);

  @Test
  void anAnswerIsKeptForAsLongAsItIsFresh() {
    assertThat(ask("q", WHOLE)).isEqualTo(1);
    advance(Duration.ofMillis(4_999));
    assertThat(ask("q", WHOLE)).isEqualTo(1);
    advance(Duration.ofMillis(1));
    assertThat(ask("q", WHOLE)).isEqualTo(2);
  }

  @Test
  void newerTotalsEndItWithinASecond() {
    ask("q", WHOLE);
    version.incrementAndGet();
    advance(Duration.ofMillis(999));
    assertThat(ask("q", WHOLE)).isEqualTo(1);
    advance(Duration.ofMillis(1));
    assertThat(ask("q", WHOLE)).isEqualTo(2);
    advance(Duration.ofSeconds(1));
    assertThat(ask("q", WHOLE)).isEqualTo(2);
  }

  @Test
  void totalsThatCameWhileItWasAskedForAreNewer() {
    answers.get(
        "q",
        () -> {
          version.incrementAndGet();
          return new Answer(asked.incrementAndGet(), WHOLE);
        });
    advance(Duration.ofSeconds(1));
    assertThat(ask("q", WHOLE)).isEqualTo(2);
  }

  @Test
  void everyQuestionHasItsOwnAnswer() {
    assertThat(ask("q", WHOLE)).isEqualTo(1);
    assertThat(ask("r", WHOLE)).isEqualTo(2);
    assertThat(ask("q", WHOLE)).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsNotWholeIsNotKept() {
    assertThat(ask("q", new Coverage(2, List.of(1)))).isEqualTo(1);
    assertThat(ask("q", new Coverage(2, List.of(), List.of(new Coverage.Copied(0, 3L)), List.of())))
        .isEqualTo(2);
    assertThat(ask("q", WHOLE)).isEqualTo(3);
    assertThat(ask("q", WHOLE)).isEqualTo(3);
  }

  @Test
  void aFailureIsNotKept() {
    assertThatThrownBy(
            () ->
                answers.get(
                    "q",
                    () -> {
                      throw new IllegalStateException("no answer");
                    }))
        .hasMessage("no answer");
    assertThat(ask("q", WHOLE)).isEqualTo(1);
  }

  private long ask(String question, Coverage coverage) {
    return answers.get(question, () -> new Answer(asked.incrementAndGet(), coverage)).number();
  }

  private void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
