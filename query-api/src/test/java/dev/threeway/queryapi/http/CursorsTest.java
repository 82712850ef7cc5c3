package dev.threeway.queryapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
  private static final String LIST = "/api/v1/mismatches\ntype=[AMOUNT]";
  private static final byte[] POSITION = {0, 1, 2, -1, 127};

  private final Cursors cursors = new Cursors("a key".getBytes(UTF_8));

  @Test
  void aCursorLeadsBackToItsPositionOnEveryInstanceWithTheKey() {
    String cursor = cursors.seal(LIST, POSITION);

    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(new Cursors("a key".getBytes(UTF_8)).open(LIST, cursor)).hasValue(POSITION);
  }

  @Test
  void anotherListFilterOrKeyDoesNotKnowTheCursor() {
    String cursor = cursors.seal(LIST, POSITION);

    assertThat(cursors.open("/api/v1/mismatches", cursor)).isEmpty();
    assertThat(cursors.open("/api/v1/mismatches\ntype=[STATUS]", cursor)).isEmpty();
    assertThat(cursors.open(LIST + "\nsource=[CORE]", cursor)).isEmpty();
    assertThat(new Cursors("another key".getBytes(UTF_8)).open(LIST, cursor)).isEmpty();
  }

  @Test
  void aCursorOfWhichOneBitIsAnotherIsRefused() {
    byte[] cursor = Base64.getUrlDecoder().decode(cursors.seal(LIST, POSITION));

    for (int bit = 0; bit < 8 * cursor.length; bit++) {
      byte[] changed = cursor.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(cursors.open(LIST, encoded(changed))).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void aCursorThatIsCutOrLengthenedIsRefused() {
    byte[] cursor = Base64.getUrlDecoder().decode(cursors.seal(LIST, POSITION));

    for (int length = 0; length <= cursor.length + 3; length++) {
      if (length != cursor.length) {
        assertThat(cursors.open(LIST, encoded(Arrays.copyOf(cursor, length))))
            .as("%d bytes", length)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "a", "not base64!", "....", "\u0000", "ÄÖÜ"})
  void whatIsNoCursorIsRefused(String cursor) {
    assertThat(cursors.open(LIST, cursor)).isEmpty();
  }

  @Test
  void anotherSpellingOfTheSameBytesIsRefused() {
    String cursor = cursors.seal(LIST, POSITION);

    assertThat(cursors.open(LIST, cursor + "==")).isEmpty();
    assertThat(cursors.open(LIST, "x".repeat(100_000))).isEmpty();
  }

  @Test
  void bytesAtRandomAreRefused() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      assertThat(cursors.open(LIST, encoded(bytes))).isEmpty();
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
