package dev.threeway.queryapi.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefixTest {
  private static final String HIGHEST = new String(Character.toChars(Character.MAX_CODE_POINT));

  @Test
  void theEndOfARangeIsTheNextText() {
    assertThat(Prefix.next("TXN-1")).isEqualTo("TXN-2");
    assertThat(Prefix.next("a%_")).isEqualTo("a%`");
  }

  @Test
  void theHighestCharacterCarries() {
    assertThat(Prefix.next("a" + HIGHEST + HIGHEST)).isEqualTo("b");
    assertThat(Prefix.next(HIGHEST)).isNull();
  }

  @Test
  void halvesOfPairsAreLeftOut() {
    assertThat(Prefix.next("\uD7FF")).isEqualTo("\uE000");
  }
}
