package dev.threeway.queryapi.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller can send too much of, or too slowly. */
class RequestBoundsTest {
  private RunningApi api;

  @BeforeEach
  void start() {
    api =
        new RunningApi(
            List.of(
                new Route(
                    "/good",
                    List.of(Route.JSON),
                    request -> request.contentType(Route.JSON).result("{}"))));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 2, 415, unsupported-media-type",
    "Transfer-Encoding: chunked, 415, unsupported-media-type",
    "Content-Length: 65537, 413, content-too-large",
    "Content-Length: 9223372036854775807, 413, content-too-large",
    "Content-Length: 99999999999999999999, 4.., (bad-request|content-too-large)"
  })
  void contentIsRefusedWithoutBeingAwaited(String header, String status, String type)
      throws Exception {
    // Nothing of the content is ever sent.
    String response = raw("GET /good HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n");

    assertThat(response).matches("(?s)HTTP/1\\.1 " + status + " .*");
    assertThat(response).containsPattern("\"type\":\"urn:threeway:problem:" + type + "\"");
  }

  @Test
  void aRequestThatSaysItHasNoContentIsAnswered() throws Exception {
    assertThat(
            raw("GET /good HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void anAddressThatIsTooLongIsRefusedAsAProblem() throws Exception {
    String response = raw("GET /good?" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 414 ");
    assertThat(response).contains("\"type\":\"urn:threeway:problem:uri-too-long\"");
  }

  @Test
  void aServerDoesNotSayWhatItIs() throws Exception {
    assertThat(raw("GET /good HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .doesNotContainIgnoringCase("server:")
        .doesNotContainIgnoringCase("jetty");
  }

  @Test
  void aRequestThatArrivesByteByByteIsCutOff() throws Exception {
    assertThat(timeToEnd("GET /good HTTP/1.1\r\nHost: x\r\nX-Slow: ", ""))
        .isLessThan(RunningApi.REQUEST_TIMEOUT.multipliedBy(8));
  }

  @Test
  void aSecondRequestThatArrivesByteByByteIsCutOffToo() throws Exception {
    assertThat(
            timeToEnd(
                "GET /good HTTP/1.1\r\nHost: x\r\n\r\nGET /good HTTP/1.1\r\nHost: x\r\nX-Slow: ",
                "HTTP/1.1 200 OK"))
        .isLessThan(RunningApi.REQUEST_TIMEOUT.multipliedBy(8));
  }

  @Test
  void aConnectionThatRestsBetweenRequestsIsKept() throws Exception {
    try (Socket socket = connect()) {
      for (int i = 0; i < 3; i++) {
        socket
            .getOutputStream()
            .write("GET /good HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
        assertThat(readHead(socket)).startsWith("HTTP/1.1 200 ");
        // The wait is what is tested: longer than a request may take to arrive.
        socket.setSoTimeout((int) RunningApi.REQUEST_TIMEOUT.multipliedBy(3).toMillis());
        assertThat(endsWhileNothingIsSent(socket)).isFalse();
        socket.setSoTimeout(10_000);
      }
    }
  }

  @Test
  void connectionsBeyondTheBoundWaitUntilOneIsClosed() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        open.add(connect());
      }
      Socket late = open.get(299);
      late.getOutputStream()
          .write("GET /good HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
      for (int i = 0; i < 100; i++) {
        open.get(i).close();
      }
      late.setSoTimeout(10_000);
      assertThat(readHead(late)).startsWith("HTTP/1.1 200 ");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** Sends a byte every tenth of the time that a request may take, until the server ends it. */
  private Duration timeToEnd(String begin, String before) throws Exception {
    Instant start = Instant.now();
    try (Socket socket = connect()) {
      socket.setSoTimeout((int) RunningApi.REQUEST_TIMEOUT.dividedBy(10).toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(begin.getBytes(ISO_8859_1));
      StringBuilder received = new StringBuilder();
      Instant end = start.plus(RunningApi.REQUEST_TIMEOUT.multipliedBy(10));
      while (Instant.now().isBefore(end)) {
        try {
          out.write('x');
          int next = socket.getInputStream().read();
          if (next < 0) {
            break;
          }
          received.append((char) next);
        } catch (java.net.SocketTimeoutException nothingYet) {
          assertThat(Instant.now()).as("still open").isBefore(end);
        } catch (IOException reset) {
          break;
        }
      }
      assertThat(received.toString()).startsWith(before);
    }
    return Duration.between(start, Instant.now());
  }

  private static boolean endsWhileNothingIsSent(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException stillOpen) {
      return false;
    }
  }

  /** Reads one response of which the content is {@code {}}. */
  private static String readHead(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("{}") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      StringBuilder response = new StringBuilder();
      try {
        for (int next = socket.getInputStream().read();
            next >= 0;
            next = socket.getInputStream().read()) {
          response.append((char) next);
          if (response.indexOf("}") > 0 && response.indexOf("trace_id") > 0) {
            break;
          }
        }
      } catch (IOException reset) {
        // What came before is the answer.
      }
      return response.toString();
    }
  }
}
