package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.queryapi.live.Shared;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The open breaks, newest first. */
final class MismatchesRoute {
  private static final String LIMIT = "limit";
  private static final String TYPE = "type";
  private static final String SEVERITY = "severity";
  private static final String SOURCE = "source";
  private static final Set<String> PARAMETERS =
      Set.of(
          LIMIT,
          TYPE,
          SEVERITY,
          SOURCE,
          HistoryLists.VIEW,
          Consistency.STRICT,
          Consistency.CONSISTENCY);
  private static final int USUAL_LIMIT = 50;
  private static final int LARGEST_LIMIT = 500;

  private final LiveReads reads;
  private final Fanout fanout;
  private final HistoryLists history;
  private final PersonalData personal;

  MismatchesRoute(LiveReads reads, Fanout fanout, HistoryLists history, PersonalData personal) {
    this.reads = reads;
    this.fanout = fanout;
    this.history = history;
    this.personal = personal;
  }

  Route route() {
    return new Route("/api/v1/mismatches", List.of(Route.JSON), this::answer);
  }

  private void answer(Context request) {
    if (HistoryLists.isAskedFor(request)) {
      history.mismatches(request);
      return;
    }
    Query query = new Query(request, PARAMETERS);
    int limit = query.integer(LIMIT, 1, LARGEST_LIMIT, USUAL_LIMIT);
    HistoryLists.requireLive(query);
    BreakFilter filter =
        new BreakFilter(
            query.oneOf(TYPE, BreakType.values()),
            query.oneOf(SEVERITY, Severity.values()),
            query.oneOf(SOURCE, Source.values()));
    BreakListView list = fanout.answer(request, Consistency.of(query), new Newest(filter, limit));
    request.header("Cache-Control", "no-store").contentType(Route.JSON).result(Json.bytes(list));
  }

  /** The newest breaks that pass a filter. */
  private final class Newest implements Shared<BreakListView> {
    private final BreakFilter filter;
    private final int limit;

    Newest(BreakFilter filter, int limit) {
      this.filter = filter;
      this.limit = limit;
    }

    @Override
    public BreakListView local(Scope scope) {
      return BreakListView.of(reads.openBreaks(filter, limit, scope), personal);
    }

    @Override
    public BreakListView read(byte[] json) throws IOException {
      return Json.read(json, BreakListView.class);
    }

    @Override
    public BreakListView merge(List<BreakListView> shares, Coverage coverage) {
      return BreakListView.merged(shares, coverage, limit);
    }
  }
}
