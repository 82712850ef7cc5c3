package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.check.FoundBreak;
import dev.threeway.deploy.check.Verdicts;
import java.util.List;
import java.util.stream.IntStream;

/** What has to hold after traffic, whatever happened meanwhile. */
final class Outcome {
  private Outcome() {}

  static void assertPerfect(Verdicts verdicts) {
    assertThat(verdicts.undecided()).isZero();
    assertThat(verdicts.disagreements()).isEmpty();
    assertThat(verdicts.scores())
        .allSatisfy(
            (place, score) -> {
              assertThat(score.problems()).as(place).isEmpty();
              assertThat(score.perfect()).as(place).isTrue();
              assertThat(score.total().injected()).as(place).isPositive();
            });
  }

  static void assertEveryVersionOnceAndInOrder(List<FoundBreak> versions) {
    versions.stream()
        .map(FoundBreak::mismatchId)
        .distinct()
        .forEach(
            id -> {
              List<Integer> published =
                  versions.stream()
                      .filter(one -> one.mismatchId().equals(id))
                      .map(FoundBreak::version)
                      .toList();
              assertThat(published)
                  .as(id)
                  .isEqualTo(IntStream.rangeClosed(1, published.size()).boxed().toList());
            });
  }
}
