package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.OpenBreakList;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** The open breaks, newest first. */
final class MismatchesRoute {
  private static final String LIMIT = "limit";
  private static final String TYPE = "type";
  private static final String SEVERITY = "severity";
  private static final String SOURCE = "source";
  private static final String STRICT = "strict";
  private static final Set<String> PARAMETERS =
      Set.of(LIMIT, TYPE, SEVERITY, SOURCE, STRICT, HistoryLists.VIEW);
  private static final int USUAL_LIMIT = 50;
  private static final int LARGEST_LIMIT = 500;

  private final LiveReads reads;
  private final HistoryLists history;
  private final PersonalData personal;

  MismatchesRoute(LiveReads reads, HistoryLists history, PersonalData personal) {
    this.reads = reads;
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
    boolean strict = query.flag(STRICT);
    BreakFilter filter =
        new BreakFilter(
            query.oneOf(TYPE, BreakType.values()),
            query.oneOf(SEVERITY, Severity.values()),
            query.oneOf(SOURCE, Source.values()));
    OpenBreakList list = reads.openBreaks(filter, limit);
    if (strict) {
      list.coverage().requireComplete();
    }
    request
        .header("Cache-Control", "no-store")
        .contentType(Route.JSON)
        .result(Json.bytes(BreakListView.of(list, personal)));
  }
}
