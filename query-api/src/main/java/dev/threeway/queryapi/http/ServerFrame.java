package dev.threeway.queryapi.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.SecuredRedirectHandler;

/** What every server of this process has in common: bounds, problems, traces and the access log. */
final class ServerFrame {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private ServerFrame() {}

  /** A server that listens on a port, and logs what it is asked. */
  static void configure(
      JavalinConfig config,
      HttpSetup setup,
      int port,
      List<Route> routes,
      Admission admission,
      MeterRegistry metrics) {
    answer(config, setup, routes, admission, metrics);
    config.jetty.addConnector((server, http) -> Listeners.answering(server, http, setup, port));
    redirect(config, setup, port);
    RequestLog log = new RequestLog(metrics);
    config.requestLogger.http(
        (request, millis) -> {
          log.handle(request, millis);
          admission.auditing().watchAnswered(request);
        });
  }

  /** A server that listens nowhere yet. */
  static void answer(
      JavalinConfig config,
      HttpSetup setup,
      List<Route> routes,
      Admission admission,
      MeterRegistry metrics) {
    Cors cors = new Cors(setup.corsOrigins());
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = RequestContent.LARGEST;
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
        request -> {
          request.header(Trace.HEADER, Trace.of(request).traceparent());
          SecurityHeaders.set(request.req().isSecure(), request::header);
          cors.apply(request);
        });
    for (Route route : routes) {
      for (HandlerType method : route.methods()) {
        config.routes.addHttpHandler(
            method, route.path(), request -> route.handle(request, admission));
      }
    }
    Problems.install(config);
  }

  /** From a port of its own; the metrics have none. */
  private static void redirect(JavalinConfig config, HttpSetup setup, int port) {
    OptionalInt from = setup.tls().map(HttpTls::redirectPort).orElse(OptionalInt.empty());
    if (from.isPresent() && port == setup.port()) {
      config.jetty.addConnector(
          (server, http) -> Listeners.redirecting(server, setup, from.getAsInt()));
      config.jetty.modifyServer(
          server ->
              server.insertHandler(
                  new SecuredRedirectHandler(HttpStatus.PERMANENT_REDIRECT.getCode())));
    }
  }
}
