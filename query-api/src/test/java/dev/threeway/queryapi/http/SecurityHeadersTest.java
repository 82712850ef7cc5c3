package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.live.DriverEngine;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityHeadersTest {
  private static final String LIST = "/api/v1/mismatches";
  private static final String DASHBOARD = RunningApi.ORIGINS.iterator().next();

  private DriverEngine engine;
  private RunningApi api;

  @BeforeEach
  void start() {
    engine = new DriverEngine(1);
    api = new RunningApi(engine.reads(), FixedState.RUNNING);
  }

  @AfterEach
  void stop() {
    api.close();
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {LIST, "/api/v1/mismatches?x=1", "/nothing", "/docs", "/livez", "/%zz"})
  void everyAnswerHasThem(String path) throws Exception {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .contains(
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "Permissions-Policy: camera=()",
            "Cross-Origin-Opener-Policy: same-origin",
            "Cross-Origin-Resource-Policy: same-origin",
            "frame-ancestors 'none'")
        .doesNotContain("unsafe-inline", "Strict-Transport-Security", "Server: ");
  }

  @Test
  void whatTheServerRefusesByItselfHasThemToo() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("X-Content-Type-Options: nosniff", "frame-ancestors 'none'");
  }

  @Test
  void onlyOverTlsBrowsersAreToldToInsistOnIt() {
    Map<String, String> plain = new TreeMap<>();
    Map<String, String> secure = new TreeMap<>();
    SecurityHeaders.set(false, plain::put);
    SecurityHeaders.set(true, secure::put);

    assertThat(plain).doesNotContainKey("Strict-Transport-Security");
    assertThat(secure)
        .containsEntry("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  }

  @Test
  void aPageOfAListedOriginMayReadAnswers() throws Exception {
    HttpResponse<String> answer = api.get(LIST, LIST, "Origin", DASHBOARD);

    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(DASHBOARD);
    assertThat(answer.headers().firstValue("Vary")).hasValue("Origin");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void aListedOriginMayAskFirst() throws Exception {
    HttpResponse<String> answer =
        api.send("OPTIONS", LIST, "Origin", DASHBOARD, "Access-Control-Request-Method", "GET");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(DASHBOARD);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).hasValue("GET, HEAD");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .contains("Authorization");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[::2]",
        "a:80"
      })
  void anOpenApiAnswersToNamesOfThisMachineAlone(String host) throws Exception {
    assertThat(raw(asked(LIST, host)))
        .startsWith("HTTP/1.1 421")
        .contains("urn:threeway:problem:misdirected");
    assertThat(raw(asked("/livez", host))).startsWith("HTTP/1.1 200");
    for (String own : new String[] {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080"}) {
      assertThat(raw(asked(LIST, own))).startsWith("HTTP/1.1 200");
    }
  }

  private static String asked(String path, String host) {
    return "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
