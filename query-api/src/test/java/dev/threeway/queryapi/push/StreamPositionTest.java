package dev.threeway.queryapi.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPositionTest {
  private static final StreamPosition POSITION =
      new StreamPosition(0x3cee6062, new long[] {42, 43}, new long[] {17, 300});

  @Test
  void aPositionIsShortTextWithItsVersion() {
    assertThat(POSITION.text()).isEqualTo("1.PO5gYgIqKwIRrAJymcn-");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    long seed = new Random().nextLong();
    System.err.println("positions with seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StreamPosition written =
          new StreamPosition(random.nextInt(), offsets(random), offsets(random));

      StreamPosition read = StreamPosition.parse(written.text());

      assertThat(read.fingerprint()).isEqualTo(written.fingerprint());
      assertThat(read.mismatches()).isEqualTo(written.mismatches());
      assertThat(read.results()).isEqualTo(written.results());
    }
  }

  @Test
  void aTextWithOneCharacterChangedIsRefused() {
    String text = POSITION.text();
    for (int at = 0; at < text.length(); at++) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      String forged = text.substring(0, at) + other + text.substring(at + 1);

      assertThatThrownBy(() -> StreamPosition.parse(forged))
          .as(forged)
          .isInstanceOf(StreamPosition.MalformedException.class);
    }
  }

  @Test
  void everyTruncatedTextIsRefused() {
    String text = POSITION.text();
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);

      assertThatThrownBy(() -> StreamPosition.parse(cut))
          .as(cut)
          .isInstanceOf(StreamPosition.MalformedException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1.", "42", "2.PO5gYgIqKwIRrAI", "1.????", "1.AAAA", "../../etc/passwd"})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> StreamPosition.parse(text))
        .isInstanceOf(StreamPosition.MalformedException.class);
  }

  @Test
  void aTextThatAnnouncesMorePartitionsThanItHasIsRefusedAtOnce() {
    String claimsBillions =
        "1."
            + java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new byte[] {0, 0, 0, 7, -1, -1, -1, -1, 7});

    assertThatThrownBy(() -> StreamPosition.parse(claimsBillions))
        .isInstanceOf(StreamPosition.MalformedException.class);
  }

  private static long[] offsets(Random random) {
    return random
        .longs(random.nextInt(20))
        .map(bits -> (bits & Long.MAX_VALUE) >>> random.nextInt(60))
        .toArray();
  }
}
