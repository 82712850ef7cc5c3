package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.Found;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.queryapi.live.Shared;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.DueOrder;
import dev.threeway.topology.rules.MatchGroup;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/** The transactions that wait for something, the next to come due first. */
final class PendingRoute {
  private static final String RESOURCE = "/api/v1/transactions/pending";
  private static final String WAITING_FOR = "waiting_for";
  private static final Set<String> PARAMETERS = PagedList.parameters(Set.of(WAITING_FOR));

  private final LiveReads reads;
  private final Fanout fanout;
  private final Cursors cursors;
  private final InstantSource clock;

  PendingRoute(LiveReads reads, Fanout fanout, Cursors cursors, InstantSource clock) {
    this.reads = reads;
    this.fanout = fanout;
    this.cursors = cursors;
    this.clock = clock;
  }

  Route route() {
    return new Route(RESOURCE, List.of(Route.JSON), this::answer);
  }

  private void answer(Context request) {
    Query query = new Query(request, PARAMETERS);
    PagedList page = PagedList.of(query, RESOURCE, cursors, clock);
    Set<Source> awaited = query.anyOf(WAITING_FOR, Source.values());
    PendingListView list =
        fanout.answer(request, Consistency.of(query), new NextDue(awaited, page));
    request.header("Cache-Control", "no-store").contentType(Route.JSON).result(Json.bytes(list));
  }

  /** A page of what comes due next. */
  private final class NextDue implements Shared<PendingListView> {
    private final Set<Source> awaited;
    private final PagedList page;

    NextDue(Set<Source> awaited, PagedList page) {
      this.awaited = awaited;
      this.page = page;
    }

    @Override
    public PendingListView local(Scope scope) {
      Found<MatchGroup> found = reads.pending(this::isAwaited, page.request(scope), scope);
      return PendingListView.of(
          found.items().stream().map(PendingView::of).toList(),
          page.cursor(found.next()),
          found.examined(),
          found.coverage());
    }

    private boolean isAwaited(MatchGroup group) {
      return awaited.isEmpty() || !Collections.disjoint(awaited, GroupView.awaited(group));
    }

    @Override
    public int share(int partitions, int total) {
      return page.share(partitions, total);
    }

    @Override
    public boolean hasRoom(PendingListView merged) {
      return page.hasRoom(merged.size(), merged.nextCursor());
    }

    @Override
    public PendingListView read(byte[] json) throws IOException {
      PendingListView share = Json.read(json, PendingListView.class);
      // What cannot be put in its place is no share.
      share.items().forEach(NextDue::position);
      page.position(share.nextCursor());
      return share;
    }

    @Override
    public PendingListView merge(List<PendingListView> shares, Coverage coverage) {
      Pages.Page<PendingView> merged =
          Pages.merge(
              shares.stream()
                  .map(share -> new Pages.Page<>(share.items(), page.position(share.nextCursor())))
                  .toList(),
              NextDue::position,
              page.limit());
      return PendingListView.of(
          merged.items(),
          page.cursor(merged.next()),
          shares.stream().mapToInt(PendingListView::examined).sum(),
          coverage);
    }

    private static Bytes position(PendingView item) {
      return DueOrder.position(Instant.parse(item.due()).toEpochMilli(), item.txnId());
    }
  }
}
