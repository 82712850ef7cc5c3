package dev.threeway.benchmarks.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseParserTest {
  private static final String WITH_LENGTH =
      lines("HTTP/1.1 200 OK", "Content-Type: application/json", "content-length: 7", "")
          + "{\"a\":1}";
  private static final String IN_CHUNKS =
      lines(
          "HTTP/1.1 200 OK",
          "Transfer-Encoding: chunked",
          "",
          "3",
          "{\"a",
          "4;x=y",
          "\":1}",
          "0",
          "");
  private static final String REFUSED =
      lines(
          "HTTP/1.1 503 Service Unavailable",
          "Retry-After: 1",
          "Connection: close",
          "Content-Length: 0",
          "");

  private final ResponseParser parser = new ResponseParser();

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String body() {
    return new String(parser.body(), StandardCharsets.US_ASCII);
  }

  @Test
  void aBodyIsAsLongAsItsLengthSays() {
    assertThat(parser.feed(bytes(WITH_LENGTH))).isTrue();
    assertThat(parser.status()).isEqualTo(200);
    assertThat(parser.closes()).isFalse();
    assertThat(parser.retryAfter()).isFalse();
    assertThat(body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void chunksArePutTogether() {
    assertThat(parser.feed(bytes(IN_CHUNKS))).isTrue();
    assertThat(body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void whatComesByteByByteIsTheSame() {
    for (String response : new String[] {WITH_LENGTH, IN_CHUNKS}) {
      ByteBuffer all = bytes(response);
      for (int i = 0; i < response.length() - 1; i++) {
        assertThat(parser.feed(all.slice(i, 1))).as("after byte %d", i).isFalse();
      }
      assertThat(parser.feed(all.slice(response.length() - 1, 1))).isTrue();
      assertThat(body()).isEqualTo("{\"a\":1}");
      parser.reset();
    }
  }

  @Test
  void aRefusalWithoutABodyIsWholeAndSaysWhenToComeBackAndThatTheConnectionEnds() {
    assertThat(parser.feed(bytes(REFUSED))).isTrue();
    assertThat(parser.status()).isEqualTo(503);
    assertThat(parser.retryAfter()).isTrue();
    assertThat(parser.closes()).isTrue();
    assertThat(body()).isEmpty();
  }

  @Test
  void nothingOfOneResponseIsLeftForTheNext() {
    parser.feed(bytes(REFUSED));
    parser.reset();
    parser.feed(bytes(WITH_LENGTH));

    assertThat(parser.status()).isEqualTo(200);
    assertThat(parser.retryAfter()).isFalse();
    assertThat(parser.closes()).isFalse();
  }

  @Test
  void whatIsNoResponseIsNotTakenForOne() {
    assertThatThrownBy(() -> parser.feed(bytes(lines("SSH-2.0-OpenSSH"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no response of HTTP/1.1: SSH-2.0-OpenSSH");
  }
}
