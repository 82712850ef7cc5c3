package dev.threeway.queryapi.http;

import com.github.benmanes.caffeine.cache.Ticker;
import io.javalin.Javalin;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;

/** The metrics on a port of their own: for a scraper, not for the callers of the API. */
public final class MetricsServer implements AutoCloseable {
  private final Javalin javalin;

  /** A server that does not listen yet. */
  public MetricsServer(HttpSetup setup, PrometheusMeterRegistry metrics) {
    List<Route> routes = List.of(new MetricsRoute(metrics).route().limited(Limit.NONE));
    Admission everybody =
        new Admission(
            new PeerDoor(setup.tls(), metrics),
            new Guard(Optional.empty(), metrics),
            new RateLimits(0, request -> true, Ticker.systemTicker()),
            Auditing.none());
    this.javalin =
        Javalin.create(
            config ->
                ServerFrame.configure(
                    config, setup, setup.metricsPort(), routes, everybody, metrics));
  }

  /**
   * Starts to listen.
   *
   * @return the port
   * @throws io.javalin.util.JavalinException if the address cannot be bound
   */
  public int start() {
    return javalin.start().port();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  Javalin javalin() {
    return javalin;
  }
}
