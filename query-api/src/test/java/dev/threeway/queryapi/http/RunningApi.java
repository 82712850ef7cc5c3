package dev.threeway.queryapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.live.EngineState;
import dev.threeway.queryapi.live.LiveReads;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;

/** The real server on a free port, and a client that holds every answer against the contract. */
final class RunningApi implements AutoCloseable {
  /** The trace of every request that {@link #get} sends. */
  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  private static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";
  private static final ApiContract CONTRACT = new ApiContract();

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private final ApiServer server;
  private final int port;

  RunningApi(LiveReads reads, EngineState state) {
    this(reads, state, InstantSource.system());
  }

  RunningApi(LiveReads reads, EngineState state, InstantSource clock) {
    this(new Sources(reads, History.off(), state, "the key of these tests".getBytes(UTF_8), clock));
  }

  RunningApi(Sources sources) {
    server = new ApiServer("127.0.0.1", 0, sources, metrics);
    port = server.start();
  }

  RunningApi(List<Route> routes) {
    server = new ApiServer("127.0.0.1", 0, routes, metrics);
    port = server.start();
  }

  ApiServer server() {
    return server;
  }

  int port() {
    return port;
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
    HttpResponse<String> response = send("GET", pathAndQuery, headers);
    CONTRACT.check(route, response);
    return response;
  }

  HttpResponse<String> send(String method, String pathAndQuery, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
            .method(method, BodyPublishers.noBody())
            .header("traceparent", TRACEPARENT);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    // The client keeps its connections open; no test has to wait until they have idled.
    for (Connector connector : server.javalin().jettyServer().server().getConnectors()) {
      ((AbstractConnector) connector).setShutdownIdleTimeout(1);
    }
    server.close();
  }
}
