package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.threeway.queryapi.audit.AuditEvent;
import dev.threeway.queryapi.live.Peers;
import dev.threeway.queryapi.live.Question;
import dev.threeway.schemas.tls.TlsSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTlsTest {
  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(500);
  private static final String PATH = "/livez";
  private static final String ANSWER = "{}";

  @TempDir static Path folder;

  private static TestIdentity engine;
  private static TestIdentity other;
  private static Path known;

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MemoryAudit audit = new MemoryAudit();
  private int redirectPort;
  private ApiServer server;
  private int port;

  @BeforeAll
  static void makeIdentities() throws Exception {
    engine = TestIdentity.make(folder, "engine");
    other = TestIdentity.make(folder, "other");
    known = TestIdentity.authorities(folder.resolve("known.pem"), engine, other);
  }

  @BeforeEach
  void start() throws IOException {
    redirectPort = free();
    HttpTls tls = HttpTls.of(engine.trusting(known), OptionalInt.of(redirectPort));
    HttpSetup setup =
        new HttpSetup("127.0.0.1", free(), 0, 0, 256, Set.of(), REQUEST_TIMEOUT, Optional.of(tls));
    Route route =
        new Route(
            PATH, List.of(Route.JSON), request -> request.contentType(Route.JSON).result(ANSWER));
    Admission everybody =
        new Admission(
            new PeerDoor(Optional.of(tls), metrics),
            new Guard(Optional.empty(), metrics),
            new RateLimits(0, request -> true, System::nanoTime),
            new Auditing(audit, Optional.empty(), InstantSource.system()));
    server = new ApiServer(setup, List.of(route), everybody, metrics);
    port = server.start();
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    // No test has to wait until the connections of its clients have idled.
    for (Connector connector : server.javalin().jettyServer().server().getConnectors()) {
      ((AbstractConnector) connector).setShutdownIdleTimeout(1);
    }
    server.close();
  }

  @Test
  void anAnswerOverTlsTellsBrowsersToStayWithIt() throws Exception {
    HttpResponse<String> answer = get(client(TlsSettings.trusting(known)));

    assertThat(answer.body()).isEqualTo(ANSWER);
    assertThat(answer.headers().firstValue("Strict-Transport-Security"))
        .hasValue("max-age=63072000; includeSubDomains");
  }

  @Test
  void whoDoesNotTrustUsDoesNotTalkToUs() {
    HttpClient stranger = client(TlsSettings.trusting(other.certificate()));

    assertThatThrownBy(() -> get(stranger)).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aRequestInTheClearIsNotAnswered() throws Exception {
    assertThat(inTheClear(port)).doesNotContain("HTTP/1.1", ANSWER);
  }

  @Test
  void theOtherPortSendsCallersToTheOneWithTls() throws Exception {
    assertThat(inTheClear(redirectPort))
        .startsWith("HTTP/1.1 308")
        .contains("Location: https://127.0.0.1:%d%s".formatted(port, PATH))
        .doesNotContain(ANSWER);
  }

  @Test
  void onlyAnInstanceMaySayThatItPassesARequestOn() throws Exception {
    HttpClient anybody = client(TlsSettings.trusting(known));
    HttpClient somebodyElse = client(other.trusting(known));
    HttpClient peer = client(engine.trusting(known));

    assertThat(get(anybody, "Threeway-Hops", "1").statusCode()).isEqualTo(403);
    assertThat(get(somebodyElse, "Threeway-Hops", "1").statusCode()).isEqualTo(403);
    assertThat(get(peer, "Threeway-Hops", "1").statusCode()).isEqualTo(200);
    assertThat(metrics.counter("threeway.security.refused", "reason", "NOT_A_PEER").count())
        .isEqualTo(2);
    assertThat(audit.events())
        .extracting(AuditEvent::outcome, AuditEvent::resource, AuditEvent::detail)
        .containsExactly(
            tuple("DENIED", "GET /livez", "NOT_A_PEER"),
            tuple("DENIED", "GET /livez", "NOT_A_PEER"));
  }

  @Test
  void anInstanceShowsItsPeersWhoItIs() {
    Peers peers = new Peers(Duration.ofSeconds(5), Optional.of(engine.trusting(known).context()));

    assertThat(peers.get("127.0.0.1:" + port, new Question(PATH, Map.of("Threeway-Hops", "1"))))
        .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(200));
  }

  @Test
  void whoNeverEndsTheHandshakeIsPutOut() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) REQUEST_TIMEOUT.toMillis() * 6);

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void whoGoesOnAskingIsNotPutOut() throws Exception {
    HttpClient client = client(TlsSettings.trusting(known));
    long end = System.nanoTime() + REQUEST_TIMEOUT.multipliedBy(4).toNanos();
    while (System.nanoTime() < end) {
      assertThat(get(client).statusCode()).isEqualTo(200);
    }
  }

  private static HttpClient client(TlsSettings tls) {
    return tls.applyTo(HttpClient.newBuilder()).version(HttpClient.Version.HTTP_1_1).build();
  }

  private HttpResponse<String> get(HttpClient client, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + PATH));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String inTheClear(int where) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), where)) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
                  .formatted(PATH, where)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException reset) {
      return "";
    }
  }
}
