package dev.threeway.queryapi.http;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Question;
import dev.threeway.queryapi.live.Series;
import dev.threeway.queryapi.live.SeriesRange;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What happened over time, on all partitions. */
final class SeriesRoute {
  private record Asked(SeriesRange range, boolean stale) {}

  private static final String RESOLUTION = "resolution";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final List<String> RESOLUTIONS = List.of("1m", "5m", "1h");
  private static final Map<String, Integer> MINUTES = Map.of("1m", 1, "5m", 5, "1h", 60);
  private static final int USUAL_POINTS = 60;
  private static final int MOST_POINTS = 1_440;
  private static final Set<String> PARAMETERS = parameters();

  private final LiveReads reads;
  private final Fanout fanout;
  private final InstantSource clock;
  private final Map<Freshness, KeptAnswers<Asked, Series>> kept;

  SeriesRoute(LiveReads reads, Fanout fanout, InstantSource clock, Ticker ticker) {
    this.reads = reads;
    this.fanout = fanout;
    this.clock = clock;
    this.kept =
        Map.of(
            Freshness.STATISTICS,
            new KeptAnswers<>(Freshness.STATISTICS, reads::totalsVersion, ticker),
            Freshness.SUMMARY,
            new KeptAnswers<>(Freshness.SUMMARY, reads::totalsVersion, ticker));
  }

  Route route() {
    return new Route("/api/v1/stats/timeseries", List.of(Route.JSON), this::answer);
  }

  private void answer(Context request) {
    Query query = new Query(request, PARAMETERS);
    Consistency consistency = Consistency.of(query);
    String given = query.oneOf(RESOLUTION, RESOLUTIONS);
    String resolution = given == null ? RESOLUTIONS.get(0) : given;
    SeriesRange range = range(query, MINUTES.get(resolution));
    SeriesShare.Asked asked = new SeriesShare.Asked(reads, range);
    request.contentType(Route.JSON);
    if (Fanout.isFromPeer(request)) {
      Series share = fanout.answer(request, consistency, asked);
      request.contentType(StatisticsShare.TYPE).result(Json.bytes(SeriesShare.of(share)));
      return;
    }
    Freshness freshness = range.step() == 1 ? Freshness.STATISTICS : Freshness.SUMMARY;
    Series series =
        kept.get(freshness)
            .get(
                new Asked(range, consistency.stale()),
                () ->
                    fanout.ask(question(request, resolution, range), consistency.lenient(), asked));
    request.header("Cache-Control", freshness.header());
    Coverages.declare(request, series.coverage(), consistency);
    request.result(Json.bytes(SeriesView.of(resolution, range, series)));
  }

  /** The question with the range spelled out: the clock of a peer may be in another minute. */
  private static Question question(Context request, String resolution, SeriesRange range) {
    String explicit =
        "%s?resolution=%s&from=%s&to=%s"
            .formatted(
                request.req().getRequestURI(),
                resolution,
                Json.time(TimeUnit.MINUTES.toMillis(range.fromMinute())),
                Json.time(TimeUnit.MINUTES.toMillis(range.toMinute() - 1)));
    return new Question(explicit, Fanout.question(request).headers());
  }

  private SeriesRange range(Query query, int step) {
    long end = minute(query, TO, TimeUnit.MILLISECONDS.toMinutes(clock.millis()));
    SeriesRange steps = new SeriesRange(0, 0, step);
    long to = steps.startOf(end) + step;
    long from = steps.startOf(minute(query, FROM, to - (long) USUAL_POINTS * step));
    if (from >= to) {
      throw ProblemException.refused(FROM, "The value must not be after the end of the series.");
    }
    if ((to - from) / step > MOST_POINTS) {
      throw ProblemException.refused(
          FROM,
          "A series has at most %d points; ask for less, or a coarser resolution."
              .formatted(MOST_POINTS));
    }
    return new SeriesRange(from, to, step);
  }

  private static long minute(Query query, String name, long otherwise) {
    Instant given = query.instant(name);
    return given == null ? otherwise : TimeUnit.SECONDS.toMinutes(given.getEpochSecond());
  }

  private static Set<String> parameters() {
    Set<String> parameters = new HashSet<>(Consistency.PARAMETERS);
    parameters.addAll(List.of(RESOLUTION, FROM, TO));
    return Set.copyOf(parameters);
  }
}
