package dev.threeway.benchmarks.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseParserTest {
  private static final String WITH_LENGTH =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\ncontent-length: 7\r\n\r\n{\"a\":1}";
  private static final String IN_CHUNKS =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n";
  private static final String REFUSED =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n"
          + "Content-Length: 0\r\n\r\n";

  private final ResponseParser parser = new ResponseParser();

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
    assertThatThrownBy(() -> parser.feed(bytes("SSH-2.0-OpenSSH\r\n")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no response of HTTP/1.1: SSH-2.0-OpenSSH");
  }
}
