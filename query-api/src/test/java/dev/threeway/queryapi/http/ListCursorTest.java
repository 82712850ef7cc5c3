package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.queryapi.history.ListPosition;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCursorTest {
  private static final ListPosition POSITION =
      new ListPosition(Instant.parse("2026-03-01T09:00:00.123Z"), "TXN-\u00e9-1");

  private final ListCursor cursors = ListCursor.ofThisInstance();

  @Test
  void aCursorIsReadByTheListThatWroteIt() {
    assertThat(cursors.read("list", cursors.write("list", POSITION))).isEqualTo(POSITION);
    assertThat(cursors.read("list", null)).isNull();
  }

  @Test
  void aCursorFitsNoOtherFilter() {
    assertRefused(cursors.write("another list", POSITION));
  }

  @Test
  void aCursorOfAnotherKeyIsRefused() {
    assertRefused(ListCursor.ofThisInstance().write("list", POSITION));
  }

  @Test
  void aCursorThatWasChangedAnywhereIsRefused() {
    String cursor = cursors.write("list", POSITION);
    // The last character may hold bits that stand for nothing.
    for (int i = 0; i < cursor.length() - 1; i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      assertRefused(cursor.substring(0, i) + other + cursor.substring(i + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\u0000"})
  void whatIsNoCursorIsRefused(String cursor) {
    assertRefused(cursor);
  }

  @Test
  void aCursorThatIsFarTooLongIsRefused() {
    assertRefused("A".repeat(1_000_000));
  }

  private void assertRefused(String cursor) {
    assertThatThrownBy(() -> cursors.read("list", cursor))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.problem("trace").parameter()).isEqualTo("cursor"));
  }
}
