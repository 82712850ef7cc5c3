package dev.threeway.queryapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.threeway.queryapi.audit.NoAudit;
import dev.threeway.queryapi.audit.ThreatSignals;
import dev.threeway.queryapi.health.EngineCheck;
import dev.threeway.queryapi.health.SystemHealth;
import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.live.EngineState;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.push.EventStream;
import dev.threeway.queryapi.push.FixedSummary;
import dev.threeway.queryapi.push.MemoryLog;
import dev.threeway.queryapi.push.StreamSettings;
import dev.threeway.queryapi.push.TopicLog;
import dev.threeway.queryapi.security.TokenVerifier;
import dev.threeway.topology.rules.RuleSet;
import io.javalin.Javalin;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;

/** The real server on a free port, and a client that holds every answer against the contract. */
final class RunningApi implements AutoCloseable {
  private static final String METRICS = "/metrics";

  /** The trace of every request that {@link #get} sends. */
  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  static final Duration REQUEST_TIMEOUT = Duration.ofMillis(500);

  private static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";
  private static final String CURSOR_KEY = "the key of these tests";

  /** The one origin whose pages may read answers. */
  static final Set<String> ORIGINS = Set.of("https://dashboard.example.com");

  private static final StreamSettings STREAM =
      new StreamSettings(10, 100, Duration.ofSeconds(15), Duration.ofSeconds(5), 1_000);
  private static final ApiContract CONTRACT = new ApiContract();

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private final MemoryAudit audit = new MemoryAudit();
  private final EventStream stream;
  private final ApiServer server;
  private final int port;
  private final SystemHealth health;
  private final MetricsServer metricsServer;
  private final int metricsPort;

  /** An API without limits, on the clock of the system. */
  RunningApi(LiveReads reads, EngineState state) {
    this(reads, state, 0, InstantSource.system());
  }

  /** An API that asks for tokens. */
  RunningApi(LiveReads reads, TokenVerifier tokens, int rateLimit, InstantSource clock) {
    this(
        reads,
        FixedState.RUNNING,
        rateLimit,
        clock,
        CURSOR_KEY,
        new MemoryLog(),
        STREAM,
        Optional.of(tokens));
  }

  /** Streams what is published on a log. */
  RunningApi(LiveReads reads, EngineState state, TopicLog log, StreamSettings limits) {
    this(reads, state, 0, InstantSource.system(), CURSOR_KEY, log, limits, Optional.empty());
  }

  RunningApi(LiveReads reads, EngineState state, int rateLimit, InstantSource clock) {
    this(reads, state, rateLimit, clock, CURSOR_KEY);
  }

  RunningApi(
      LiveReads reads, EngineState state, int rateLimit, InstantSource clock, String cursorKey) {
    this(reads, state, rateLimit, clock, cursorKey, new MemoryLog(), STREAM, Optional.empty());
  }

  private RunningApi(
      LiveReads reads,
      EngineState state,
      int rateLimit,
      InstantSource clock,
      String cursorKey,
      TopicLog log,
      StreamSettings limits,
      Optional<TokenVerifier> tokens) {
    health = new SystemHealth(List.of(new EngineCheck(state, Optional::empty)), System::nanoTime);
    ThreatSignals threats = new ThreatSignals(audit, clock, System::nanoTime, metrics);
    stream = new EventStream(log, new FixedSummary(), limits, metrics, clock);
    Sources sources =
        new Sources(
            reads,
            History.off(),
            state,
            health,
            () -> Optional.of(RuleSet.DEFAULT),
            stream,
            cursorKey.getBytes(UTF_8),
            audit,
            new NoAudit(),
            Optional.of(threats),
            clock);
    server = new ApiServer(setup(rateLimit), sources, tokens, metrics);
    port = server.start();
    metricsServer = new MetricsServer(setup(0), metrics);
    metricsPort = metricsServer.start();
  }

  /** An API of a test's own routes, open to everybody. */
  RunningApi(List<Route> routes) {
    this(routes, Optional.empty());
  }

  /** An API of a test's own routes that asks for tokens. */
  RunningApi(List<Route> routes, TokenVerifier tokens) {
    this(routes, Optional.of(tokens));
  }

  private RunningApi(List<Route> routes, Optional<TokenVerifier> tokens) {
    stream = null;
    health = new SystemHealth(List.of(), System::nanoTime);
    Admission none =
        new Admission(
            new PeerDoor(Optional.empty(), metrics),
            new Guard(tokens, metrics),
            new RateLimits(0, request -> true, System::nanoTime),
            Auditing.none());
    server = new ApiServer(setup(0), routes, none, metrics);
    port = server.start();
    metricsServer = new MetricsServer(setup(0), metrics);
    metricsPort = metricsServer.start();
  }

  private static HttpSetup setup(int rateLimit) {
    return new HttpSetup(
        "127.0.0.1", 0, 0, rateLimit, 256, ORIGINS, REQUEST_TIMEOUT, Optional.empty());
  }

  MetricsServer metricsServer() {
    return metricsServer;
  }

  ApiServer server() {
    return server;
  }

  int port() {
    return port;
  }

  /** What was recorded. */
  MemoryAudit audit() {
    return audit;
  }

  PrometheusMeterRegistry metrics() {
    return metrics;
  }

  /**
   * Gets a resource.
   *
   * @param route the path of the contract that has to describe the answer
   */
  HttpResponse<String> get(String route, String pathAndQuery, String... headers)
      throws IOException, InterruptedException {
    return ask("GET", route, pathAndQuery, headers);
  }

  /**
   * Does something with a resource.
   *
   * @param route the path of the contract that has to describe the answer
   */
  HttpResponse<String> ask(String method, String route, String pathAndQuery, String... headers)
      throws IOException, InterruptedException {
    int where = route.equals(METRICS) ? metricsPort : port;
    HttpResponse<String> response = send(where, method, pathAndQuery, headers);
    CONTRACT.check(method, route, response);
    return response;
  }

  HttpResponse<String> send(String method, String pathAndQuery, String... headers)
      throws IOException, InterruptedException {
    return send(port, method, pathAndQuery, headers);
  }

  private HttpResponse<String> send(
      int where, String method, String pathAndQuery, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + where + pathAndQuery))
            .method(method, BodyPublishers.noBody())
            .header("traceparent", TRACEPARENT);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Ends the event stream, as the process does before it stops the server. */
  void endStream() {
    if (stream != null) {
      stream.close();
    }
  }

  @Override
  public void close() {
    endStream();
    // The client keeps its connections open; no test has to wait until they have idled.
    for (Javalin each : List.of(server.javalin(), metricsServer.javalin())) {
      for (Connector connector : each.jettyServer().server().getConnectors()) {
        ((AbstractConnector) connector).setShutdownIdleTimeout(1);
      }
    }
    server.close();
    metricsServer.close();
    health.close();
  }
}
