package dev.threeway.benchmarks.contenders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.benchmarks.contender.Contender;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContendersTest {
  @Test
  void theyComeInTheOrderInWhichTheyAreNamed() {
    assertThat(Contenders.named(List.of("copy", "threeway")))
        .extracting(Contender::name)
        .containsExactly("copy", "threeway");
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThatThereAre() {
    assertThatThrownBy(() -> Contenders.named(List.of("spark")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no contender 'spark'; there are: threeway, ");
  }

  @Test
  void noneTakesPartTwice() {
    assertThatThrownBy(() -> Contenders.named(List.of("copy", "copy")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("contender 'copy' is named twice");
  }

  @Test
  void eachSaysWhatItDoesInOneLine() {
    assertThat(Contenders.all())
        .allSatisfy(one -> assertThat(one.about()).isNotBlank().doesNotContain("\n"));
  }
}
