package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.EngineState;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.push.EventStream;
import dev.threeway.queryapi.push.FixedSummary;
import dev.threeway.queryapi.push.MemoryLog;
import dev.threeway.queryapi.push.StreamSettings;
import dev.threeway.queryapi.push.TopicLog;
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
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;

/** The real server on a free port, and a client that holds every answer against the contract. */
final class RunningApi implements AutoCloseable {
  /** The trace of every request that {@link #get} sends. */
  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  private static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";
  private static final StreamSettings STREAM =
      new StreamSettings(10, 100, Duration.ofSeconds(15), Duration.ofSeconds(5), 1_000);
  private static final ApiContract CONTRACT = new ApiContract();

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private final EventStream stream;
  private final ApiServer server;
  private final int port;

  RunningApi(LiveReads reads, EngineState state) {
    this(reads, state, new MemoryLog(), STREAM);
  }

  /** Streams what is published on a log. */
  RunningApi(LiveReads reads, EngineState state, TopicLog log, StreamSettings limits) {
    stream = new EventStream(log, new FixedSummary(), limits, metrics, InstantSource.system());
    server = new ApiServer("127.0.0.1", 0, reads, state, stream, metrics);
    port = server.start();
  }

  RunningApi(List<Route> routes) {
    stream = null;
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
    for (Connector connector : server.javalin().jettyServer().server().getConnectors()) {
      ((AbstractConnector) connector).setShutdownIdleTimeout(1);
    }
    server.close();
  }
}
