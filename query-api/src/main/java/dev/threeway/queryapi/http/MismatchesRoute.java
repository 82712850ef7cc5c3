package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.LiveReads;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The open breaks, newest first. */
final class MismatchesRoute {
  static final String RESOURCE = "/api/v1/mismatches";
  private static final Set<String> PARAMETERS = parameters();

  private final LiveReads reads;
  private final Fanout fanout;
  private final HistoryLists history;
  private final Cursors cursors;
  private final InstantSource clock;

  MismatchesRoute(
      LiveReads reads, Fanout fanout, HistoryLists history, Cursors cursors, InstantSource clock) {
    this.reads = reads;
    this.fanout = fanout;
    this.history = history;
    this.cursors = cursors;
    this.clock = clock;
  }

  Route route() {
    return new Route(RESOURCE, List.of(Route.JSON), this::answer);
  }

  private static Set<String> parameters() {
    Set<String> all = new HashSet<>(PagedList.parameters(BreakFilterParameters.ALL));
    all.add(HistoryLists.VIEW);
    return all;
  }

  private void answer(Context request) {
    if (HistoryLists.isAskedFor(request)) {
      history.mismatches(request);
      return;
    }
    Query query = new Query(request, PARAMETERS);
    HistoryLists.requireLive(query);
    PagedList page = PagedList.of(query, RESOURCE, cursors, clock);
    BreakFilter filter = BreakFilterParameters.of(query, page.asOf());
    BreakListView list =
        fanout.answer(
            request,
            Consistency.of(query),
            new NewestBreaks(reads, filter, page, PersonalData.of(request)));
    request.header("Cache-Control", "no-store").contentType(Route.JSON).result(Json.bytes(list));
  }
}
