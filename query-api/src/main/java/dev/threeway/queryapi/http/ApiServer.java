package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.EngineState;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Peers;
import dev.threeway.queryapi.push.EventStream;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The HTTP server with every route of this API. */
public final class ApiServer implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final Javalin javalin;
  private final String host;
  private final int port;

  /**
   * A server that does not listen yet.
   *
   * @param port 0 for any free one
   * @param stream closed before this server is, by whoever made it
   */
  public ApiServer(
      String host,
      int port,
      LiveReads reads,
      EngineState engine,
      EventStream stream,
      PrometheusMeterRegistry metrics) {
    this(host, port, routes(reads, engine, stream, metrics), metrics);
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

  static List<Route> routes(
      LiveReads reads, EngineState engine, EventStream stream, PrometheusMeterRegistry metrics) {
    List<Route> routes = new ArrayList<>();
    routes.add(new TransactionRoute(reads, new Peers(), PersonalData.IN_FULL).route());
    routes.add(new MismatchesRoute(reads, PersonalData.IN_FULL).route());
    routes.add(new ControlTotalsRoute(reads).route());
    routes.add(new StreamRoute(stream, PersonalData.IN_FULL).route());
    routes.addAll(new ProbeRoutes(engine).routes());
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
