package dev.threeway.queryapi.http;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Part;
import dev.threeway.queryapi.live.Statistics;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;

/** The counters of all partitions at this moment: of the transactions, and of the open breaks. */
final class StatisticsRoutes {
  /** What was read, and when. */
  private record Dated(Statistics statistics, long asOf) implements Part {
    @Override
    public Coverage coverage() {
      return statistics.coverage();
    }
  }

  private final LiveReads reads;
  private final Fanout fanout;
  private final InstantSource clock;
  private final KeptAnswers<Boolean, Dated> kept;

  StatisticsRoutes(LiveReads reads, Fanout fanout, InstantSource clock, Ticker ticker) {
    this.reads = reads;
    this.fanout = fanout;
    this.clock = clock;
    this.kept = new KeptAnswers<>(Freshness.STATISTICS, reads::totalsVersion, ticker);
  }

  List<Route> routes() {
    return List.of(
        route("/api/v1/transactions/stats", TransactionStatsView::of)
            .limited(Limit.of("transactions-stats", 5)),
        route("/api/v1/mismatches/stats", MismatchStatsView::of)
            .limited(Limit.of("mismatches-stats", 3)));
  }

  private Route route(String path, BiFunction<Statistics, Long, Object> view) {
    return new Route(path, List.of(Route.JSON), request -> answer(request, view))
        .kept(Freshness.STATISTICS);
  }

  private void answer(Context request, BiFunction<Statistics, Long, Object> view) {
    Query query = new Query(request, Consistency.PARAMETERS);
    Consistency consistency = Consistency.of(query);
    StatisticsShare.Asked asked = new StatisticsShare.Asked(reads, clock);
    request.contentType(Route.JSON);
    if (Fanout.isFromPeer(request)) {
      Statistics share = fanout.answer(request, consistency, asked);
      request.contentType(StatisticsShare.TYPE).result(Json.bytes(StatisticsShare.of(share)));
      return;
    }
    Dated answer =
        kept.get(
            consistency.stale(),
            () -> new Dated(fanout.answer(request, consistency.lenient(), asked), clock.millis()));
    Coverages.declare(request, answer.coverage(), consistency);
    request.result(Json.bytes(view.apply(answer.statistics(), answer.asOf())));
  }
}
