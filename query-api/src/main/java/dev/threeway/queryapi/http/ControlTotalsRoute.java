package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.ControlTotalsList;
import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.queryapi.live.Shared;
import dev.threeway.schemas.records.Source;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What became of every record, by source and partition. */
final class ControlTotalsRoute {
  private static final String SOURCE = "source";
  private static final Set<String> PARAMETERS =
      Set.of(SOURCE, Consistency.STRICT, Consistency.CONSISTENCY);

  private final LiveReads reads;
  private final Fanout fanout;

  ControlTotalsRoute(LiveReads reads, Fanout fanout) {
    this.reads = reads;
    this.fanout = fanout;
  }

  Route route() {
    return new Route("/api/v1/control-totals", List.of(Route.JSON), this::answer);
  }

  private void answer(Context request) {
    Query query = new Query(request, PARAMETERS);
    Totals totals = new Totals(query.oneOf(SOURCE, Source.values()));
    ControlTotalsListView list = fanout.answer(request, Consistency.of(query), totals);
    request.header("Cache-Control", "no-store").contentType(Route.JSON).result(Json.bytes(list));
  }

  /** The totals of one source, or of all. */
  private final class Totals implements Shared<ControlTotalsListView> {
    private final Source source;

    Totals(Source source) {
      this.source = source;
    }

    @Override
    public ControlTotalsListView local(Scope scope) {
      ControlTotalsList totals = reads.controlTotals(scope);
      return ControlTotalsListView.of(source == null ? totals : totals.of(source));
    }

    @Override
    public ControlTotalsListView read(byte[] json) throws IOException {
      return Json.read(json, ControlTotalsListView.class);
    }

    @Override
    public ControlTotalsListView merge(List<ControlTotalsListView> shares, Coverage coverage) {
      return ControlTotalsListView.merged(shares, coverage);
    }
  }
}
