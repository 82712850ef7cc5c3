package dev.threeway.queryapi.http;

import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.live.Gather;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Peers;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The HTTP server with every route of this API. */
public final class ApiServer implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  /** A peer that hangs costs its share of an answer, not the caller's patience. */
  private static final Duration PEER_TIMEOUT = Duration.ofSeconds(1);

  private final Javalin javalin;
  private final String host;
  private final int port;

  /**
   * A server that does not listen yet.
   *
   * @param port 0 for any free one
   */
  public ApiServer(String host, int port, Sources sources, PrometheusMeterRegistry metrics) {
    this(host, port, routes(sources, metrics), metrics);
  }

  ApiServer(String host, int port, List<Route> routes, PrometheusMeterRegistry metrics) {
    this.host = host;
    this.port = port;
    this.javalin = Javalin.create(config -> configure(config, routes, metrics));
  }

  /**
   * Starts to listen.
   *
   * @return the port
   * @throws io.javalin.util.JavalinException if the address cannot be bound
   */
  public int start() {
    return javalin.start(host, port).port();
  }

  /** Stops accepting, and gives requests that are being answered a few seconds to end. */
  @Override
  public void close() {
    javalin.stop();
  }

  Javalin javalin() {
    return javalin;
  }

  static List<Route> routes(Sources sources, PrometheusMeterRegistry metrics) {
    LiveReads reads = sources.reads();
    Cursors cursors = new Cursors(sources.cursorKey());
    InstantSource clock = sources.clock();
    History history = sources.history();
    PersonalData personal = PersonalData.IN_FULL;
    Peers peers = new Peers(PEER_TIMEOUT);
    Fanout fanout = new Fanout(new Gather(reads::layout, peers, ContractRoute.VERSION));
    List<Route> routes = new ArrayList<>();
    HistoryLists lists = new HistoryLists(history, new LiveOverlay(reads, personal), cursors);
    // Before the pattern that takes any word for a txn_id.
    routes.add(new PendingRoute(reads, fanout, cursors, clock).route());
    routes.add(new TransactionRoute(reads, peers, personal).route());
    routes.add(lists.transactions());
    routes.add(new MismatchesRoute(reads, fanout, lists, cursors, clock, personal).route());
    routes.add(new MismatchRoute(history, reads, peers, personal).route());
    routes.addAll(new ExportRoutes(history, personal).routes());
    routes.add(new ControlTotalsRoute(reads, fanout).route());
    routes.addAll(new ProbeRoutes(sources.engine()).routes());
    routes.add(new MetricsRoute(metrics).route());
    routes.add(new ContractRoute().route());
    return routes;
  }

  private static void configure(
      JavalinConfig config, List<Route> routes, PrometheusMeterRegistry metrics) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    // One address for each resource.
    config.router.ignoreTrailingSlashes = false;
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new ServerErrors());
          server.insertHandler(new GracefulHandler());
          server.setStopTimeout(STOP_TIMEOUT.toMillis());
        });
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new ServerErrors()));
    config.routes.before(
        request ->
            request
                .header(Trace.HEADER, Trace.of(request).traceparent())
                .header("X-Content-Type-Options", "nosniff"));
    for (Route route : routes) {
      // Javalin answers HEAD with 200 whatever GET would say, unless it is a route of its own.
      config.routes.addHttpHandler(HandlerType.GET, route.path(), route::handle);
      config.routes.addHttpHandler(HandlerType.HEAD, route.path(), route::handle);
    }
    config.requestLogger.http(new RequestLog(metrics));
    Problems.install(config);
  }
}
