package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.ControlTotalsList;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.schemas.records.Source;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** What became of every record, by source and partition. */
final class ControlTotalsRoute {
  private static final String SOURCE = "source";
  private static final String STRICT = "strict";
  private static final Set<String> PARAMETERS = Set.of(SOURCE, STRICT);

  private final LiveReads reads;

  ControlTotalsRoute(LiveReads reads) {
    this.reads = reads;
  }

  Route route() {
    return new Route("/api/v1/control-totals", List.of(Route.JSON), this::answer);
  }

  private void answer(Context request) {
    Query query = new Query(request, PARAMETERS);
    Source source = query.oneOf(SOURCE, Source.values());
    boolean strict = query.flag(STRICT);
    ControlTotalsList totals = reads.controlTotals();
    if (strict) {
      totals.coverage().requireComplete();
    }
    request
        .header("Cache-Control", "no-store")
        .contentType(Route.JSON)
        .result(Json.bytes(ControlTotalsListView.of(source == null ? totals : totals.of(source))));
  }
}
