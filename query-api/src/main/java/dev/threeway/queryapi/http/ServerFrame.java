package dev.threeway.queryapi.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** What every server of this process has in common: bounds, problems, traces and the access log. */
final class ServerFrame {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  /** A caller that neither sends nor takes anything for so long is gone. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

  private static final int REQUEST_HEADER_BYTES = 8 * 1024;

  private ServerFrame() {}

  static void configure(
      JavalinConfig config,
      HttpSetup setup,
      int port,
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
    config.jetty.addConnector((server, http) -> connector(server, http, setup, port));
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
    RequestLog log = new RequestLog(metrics);
    config.requestLogger.http(
        (request, millis) -> {
          log.handle(request, millis);
          admission.auditing().watchAnswered(request);
        });
    Problems.install(config);
  }

  private static Connector connector(
      Server server, HttpConfiguration http, HttpSetup setup, int port) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(REQUEST_HEADER_BYTES);
    http.addCustomizer(new RealMethod());
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(setup.host());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    connector.addBean(new NetworkConnectionLimit(setup.maxConnections(), connector));
    connector.addBean(new SlowRequests(connector, setup.requestTimeout()));
    return connector;
  }
}
