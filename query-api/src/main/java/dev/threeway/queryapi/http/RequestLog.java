package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.RequestLogger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Counts and times every request by route and status, and writes one line about it. Neither holds
 * the path or the query: they may name accounts.
 */
final class RequestLog implements RequestLogger {
  private static final Logger LOG = LoggerFactory.getLogger("dev.threeway.access");
  private static final String API = "/api/";
  private static final String OTHER_METHOD = "OTHER";
  private static final Duration[] BUCKETS =
      List.of(2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500).stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  /** What requests are counted by. */
  private record Kind(String method, String route, String status) {}

  private final MeterRegistry registry;

  /** Of methods, routes and statuses there are few; to find a timer by its tags takes longer. */
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  RequestLog(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void handle(Context request, Float millis) {
    String method = method(request.method());
    String route = Route.of(request);
    String status = Integer.toString(request.statusCode());
    timers
        .computeIfAbsent(new Kind(method, route, status), this::timer)
        .record((long) (millis * 1_000_000), TimeUnit.NANOSECONDS);
    // Probes and scrapes come every few seconds and would bury the rest.
    LOG.atLevel(route.startsWith(API) || request.statusCode() >= 400 ? Level.INFO : Level.DEBUG)
        .addKeyValue("method", method)
        .addKeyValue("route", route)
        .addKeyValue("status", status)
        .addKeyValue("ms", Math.round(millis * 10) / 10.0)
        .addKeyValue("trace_id", Trace.of(request).traceId())
        .log("request");
  }

  private Timer timer(Kind kind) {
    return Timer.builder("http.server.requests")
        .description("Requests by method, route and status, and how long they took")
        .tag("method", kind.method())
        .tag("route", kind.route())
        .tag("status", kind.status())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** A method that a caller made up must not become a time series of its own. */
  private static String method(HandlerType method) {
    return HandlerType.commonHttp().contains(method) ? method.name() : OTHER_METHOD;
  }
}
