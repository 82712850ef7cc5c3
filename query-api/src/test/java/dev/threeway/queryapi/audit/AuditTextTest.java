package dev.threeway.queryapi.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTextTest {
  @ParameterizedTest
  @CsvSource({"10, \\u000A", "13, \\u000D", "27, \\u001B", "0, \\u0000", "8238, \\u202E"})
  void whatCouldForgeALineOrHideTextIsWrittenAsItsCode(int point, String written) {
    assertThat(AuditText.clean("a" + Character.toString(point) + "b", 100))
        .isEqualTo("a" + written + "b");
  }

  @Test
  void halfACharacterIsWrittenAsItsCodeAndAWholeOneStays() {
    assertThat(AuditText.clean("\uD83D!", 100)).isEqualTo("\\uD83D!");
    assertThat(AuditText.clean("\uD83D\uDE00 Åsa", 100)).isEqualTo("\uD83D\uDE00 Åsa");
  }

  @Test
  void whatIsTooLongIsCutButNotInTheMiddleOfACharacter() {
    assertThat(AuditText.clean("abcdef", 6)).isEqualTo("abcdef");
    assertThat(AuditText.clean("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(AuditText.clean("abcd\uD83D\uDE00gh", 6)).isEqualTo("abcd…");
    assertThat(AuditText.clean("\n".repeat(1_000_000), 12)).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a\nb", "\u202E", "xxxxxxxxxxxxxxxxxxxxxxxxx", "\n\n\n\n\n\n"})
  void cleaningAgainChangesNothing(String text) {
    String once = AuditText.clean(text, 16);

    assertThat(AuditText.clean(once, 16)).isEqualTo(once);
  }
}
