package dev.threeway.benchmarks.judge;

import static dev.threeway.benchmarks.judge.VerdictBook.bit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTextTest {
  @Test
  void threeThatAgreeLackNothing() {
    assertThat(VerdictText.parse("CORE+GATEWAY+MOBILE agree"))
        .isEqualTo(new VerdictBook.Verdict(0, 0));
  }

  @Test
  void aSourceThatIsNotNamedIsMissing() {
    assertThat(VerdictText.parse("GATEWAY agree"))
        .isEqualTo(new VerdictBook.Verdict(bit(Source.CORE) | bit(Source.MOBILE), 0));
  }

  @Test
  void everyTypeThatIsNamedHolds() {
    assertThat(VerdictText.parse("CORE+MOBILE differ in AMOUNT, STATUS"))
        .isEqualTo(
            new VerdictBook.Verdict(
                bit(Source.GATEWAY), bit(BreakType.AMOUNT) | bit(BreakType.STATUS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all is well", "CORE+BRANCH agree", "CORE+MOBILE differ in MOOD"})
  void anythingElseIsNonsense(String text) {
    assertThat(VerdictText.parse(text)).isEqualTo(VerdictBook.NONSENSE);
  }
}
