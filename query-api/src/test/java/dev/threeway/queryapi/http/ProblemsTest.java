package dev.threeway.queryapi.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
  private RunningApi api;

  @BeforeEach
  void start() {
    api =
        new RunningApi(
            List.of(
                new Route("/good", List.of(Route.JSON), request -> request.contentType(Route.JSON)),
                new Route(
                    "/bug",
                    List.of(Route.JSON),
                    request -> {
                      throw new IllegalStateException("ACC-1 of java.lang.Secret");
                    }),
                new Route(
                    "/deep-bug",
                    List.of(Route.JSON),
                    request -> {
                      throw new StackOverflowError("ACC-1 of java.lang.Secret");
                    })));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aPathWithNothingBehindItIsNotFound() throws Exception {
    assertProblem(
        api.send("GET", "/bad"),
        404,
        "not-found",
        "There is no such resource",
        "Nothing is at this path; /openapi.yaml lists what there is.");
  }

  @Test
  void aResourceHasOneAddress() throws Exception {
    assertThat(api.send("GET", "/good").statusCode()).isEqualTo(200);
    assertThat(api.send("GET", "/good/").statusCode()).isEqualTo(404);
    assertThat(api.send("GET", "/GOOD").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"})
  void anotherMethodIsRefusedWithThoseThatThereAre(String method) throws Exception {
    HttpResponse<String> response = api.send(method, "/good");

    assertProblem(
        response,
        405,
        "method-not-allowed",
        "The resource does not support this method",
        "The Allow header lists the methods of this resource.");
    assertThat(response.headers().firstValue("Allow").orElse("").split(", "))
        .containsExactlyInAnyOrder("GET", "HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml, text/*", "application/json;q=0"})
  void aFormatThatThereIsNotIsRefusedWithThoseThatThereAre(String accept) throws Exception {
    assertProblem(
        api.send("GET", "/good", "Accept", accept),
        406,
        "not-acceptable",
        "The resource is not available in an accepted format",
        "This resource is available as application/json.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/*",
        "Application/JSON",
        "text/html, application/json;q=0.1",
        "application/json; charset=utf-8"
      })
  void aFormatThatIsAcceptedInAnyFormIsGiven(String accept) throws Exception {
    assertThat(api.send("GET", "/good", "Accept", accept).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bug", "/deep-bug"})
  void aFailureTellsTheCallerNothingButItsTrace(String path) throws Exception {
    HttpResponse<String> response = api.send("GET", path);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.body())
        .matches(
            "\\{\"type\":\"urn:threeway:problem:internal-error\",\"title\":\"The request failed\","
                + "\"status\":500,\"detail\":\"The server's log has the cause under this"
                + " trace_id.\",\"trace_id\":\"[0-9a-f]{32}\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /good HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /good HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
        "GET /good HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n"
      })
  void aRequestThatIsNotHttpIsRefusedAsAProblem(String request) throws Exception {
    String response = raw(request);

    assertThat(response).matches("(?s)HTTP/1\\.[01] 4\\d\\d .*");
    assertThat(response).containsIgnoringCase("Content-Type: application/problem+json");
    assertThat(response).contains("\"type\":\"urn:threeway:problem:bad-request\"");
    assertThat(response.toLowerCase(java.util.Locale.ROOT)).doesNotContain("jetty", "exception");
  }

  @Test
  void theStatusInTheBodyIsThatOfTheResponse() throws Exception {
    String response = raw("GET /good HTTP/3.7\r\nHost: x\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 505 ");
    assertThat(response).contains("\"status\":505");
  }

  @Test
  void headersThatAreTooLargeAreRefusedAsAProblem() throws Exception {
    String response =
        raw("GET /good HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(10_000) + "\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 431 ");
    assertThat(response).contains("\"type\":\"urn:threeway:problem:headers-too-large\"");
  }

  @Test
  void aTraceIsContinuedAndWithoutOneBegun() throws Exception {
    HttpResponse<String> continued = api.send("GET", "/good");

    assertThat(continued.headers().firstValue("traceparent").orElse(""))
        .matches("00-" + RunningApi.TRACE_ID + "-[0-9a-f]{16}-01")
        .doesNotContain("b7ad6b7169203331");
    assertThat(raw("GET /good HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .containsPattern("(?i)traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-00");
  }

  private static void assertProblem(
      HttpResponse<String> response, int status, String type, String title, String detail) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"urn:threeway:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"trace_id\":\"%s\"}"
                .formatted(type, title, status, detail, RunningApi.TRACE_ID));
  }

  /** Sends bytes as they are and reads until the server closes. */
  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
