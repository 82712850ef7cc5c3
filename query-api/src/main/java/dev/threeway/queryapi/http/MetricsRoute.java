package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The metrics in the text format that the scraper prefers. */
final class MetricsRoute {
  private static final String TEXT = "text/plain";
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final List<String> FORMATS = List.of(TEXT, OPEN_METRICS);
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          TEXT, "text/plain; version=0.0.4; charset=utf-8",
          OPEN_METRICS, "application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final PrometheusMeterRegistry registry;

  MetricsRoute(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  Route route() {
    return new Route("/metrics", FORMATS, this::answer);
  }

  private void answer(Context request) throws IOException {
    String contentType = CONTENT_TYPES.get(Negotiation.choose(request.header("Accept"), FORMATS));
    ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    registry.scrape(metrics, contentType);
    request.contentType(contentType).result(metrics.toByteArray());
  }
}
