package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.Found;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.queryapi.live.Shared;
import dev.threeway.topology.join.OpenBreak;
import dev.threeway.topology.join.OpenBreakKey;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** The open breaks, newest first. */
final class MismatchesRoute {
  private static final String RESOURCE = "/api/v1/mismatches";
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
            request, Consistency.of(query), new Newest(filter, page, PersonalData.of(request)));
    request.header("Cache-Control", "no-store").contentType(Route.JSON).result(Json.bytes(list));
  }

  /** A page of the newest breaks that pass a filter. */
  private final class Newest implements Shared<BreakListView> {
    private final BreakFilter filter;
    private final PagedList page;
    private final PersonalData personal;

    Newest(BreakFilter filter, PagedList page, PersonalData personal) {
      this.filter = filter;
      this.page = page;
      this.personal = personal;
    }

    @Override
    public BreakListView local(Scope scope) {
      Found<OpenBreak> found = reads.openBreaks(filter, page.request(), scope);
      return BreakListView.of(
          found.items().stream()
              .map(item -> BreakView.of(item.txnId(), item.value(), personal))
              .toList(),
          page.cursor(found.next()),
          found.examined(),
          found.coverage());
    }

    @Override
    public BreakListView read(byte[] json) throws IOException {
      BreakListView share = Json.read(json, BreakListView.class);
      // What cannot be put in its place is no share.
      share.items().forEach(Newest::position);
      page.position(share.nextCursor());
      return share;
    }

    @Override
    public BreakListView merge(List<BreakListView> shares, Coverage coverage) {
      Pages.Page<BreakView> merged =
          Pages.merge(
              shares.stream()
                  .map(share -> new Pages.Page<>(share.items(), page.position(share.nextCursor())))
                  .toList(),
              Newest::position,
              page.limit());
      return BreakListView.of(
          merged.items(),
          page.cursor(merged.next()),
          shares.stream().mapToInt(BreakListView::examined).sum(),
          coverage);
    }

    private static Bytes position(BreakView item) {
      return OpenBreakKey.of(
          Instant.parse(item.detectedAt()).toEpochMilli(), UUID.fromString(item.mismatchId()));
    }
  }
}
