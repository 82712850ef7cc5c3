package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.NotReadableException;
import dev.threeway.queryapi.live.Question;
import dev.threeway.queryapi.push.EventKind;
import dev.threeway.queryapi.push.Snapshot;
import dev.threeway.queryapi.push.StreamFilter;
import dev.threeway.queryapi.security.Caller;
import dev.threeway.topology.rules.Finding;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a client of the stream gets behind a gap: the newest open breaks that pass its filter. */
final class BreakSnapshots {
  /**
   * The open breaks of a moment, newest first.
   *
   * @param more whether there are others, behind these
   * @param partitions null if nothing could be read
   */
  private record SnapshotView(
      String at,
      List<ListedBreak> items,
      boolean more,
      PartitionsView partitions,
      boolean complete) {}

  private static final int LIMIT = 50;

  /**
   * The list takes one currency: where there are several, they are looked for in so many breaks.
   */
  private static final int LARGEST_LIMIT = 500;

  private static final Consistency USUAL = new Consistency(false, false);

  private final LiveReads reads;
  private final Fanout fanout;
  private final Cursors cursors;
  private final InstantSource clock;

  BreakSnapshots(LiveReads reads, Fanout fanout, Cursors cursors, InstantSource clock) {
    this.reads = reads;
    this.fanout = fanout;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * The snapshots of a client.
   *
   * @param request on whose behalf other instances are asked
   * @return null for a client that does not follow breaks
   */
  Snapshot of(StreamFilter filter, Context request) {
    if (!filter.kinds().isEmpty() && !filter.kinds().contains(EventKind.MISMATCH)) {
      return null;
    }
    SortedMap<String, String> parameters = parameters(filter);
    int limit = filter.currencies().size() > 1 ? LARGEST_LIMIT : LIMIT;
    String query =
        parameters.entrySet().stream()
            .map(each -> "&" + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining());
    Map<String, String> headers = Fanout.question(request).headers();
    Question forPeers =
        new Question(
            "%s?%s=%d%s".formatted(MismatchesRoute.RESOURCE, PagedList.LIMIT, limit, query),
            asJson(headers));
    String user = Guard.caller(request).map(Caller::subject).orElse("");
    String binding = Query.binding(MismatchesRoute.RESOURCE, user, parameters);
    PersonalData personal = PersonalData.of(request);
    BreakFilter accepted = BreakFilter.ALL.and(each -> passes(filter, each.value().finding()));
    return () ->
        take(forPeers, accepted, PagedList.first(cursors, binding, limit, clock), personal);
  }

  private byte[] take(
      Question forPeers, BreakFilter filter, PagedList page, PersonalData personal) {
    String at = Json.time(page.asOf());
    try {
      BreakListView list =
          fanout.ask(forPeers, USUAL, new NewestBreaks(reads, filter, page, personal));
      boolean cut = list.items().size() > LIMIT;
      return Json.bytes(
          new SnapshotView(
              at,
              cut ? list.items().subList(0, LIMIT) : list.items(),
              cut || list.nextCursor() != null,
              list.partitions(),
              list.complete()));
    } catch (NotReadableException restoring) {
      return Json.bytes(new SnapshotView(at, List.of(), true, null, false));
    }
  }

  /** Those of the list that say the same as the filter. */
  private static SortedMap<String, String> parameters(StreamFilter filter) {
    SortedMap<String, String> parameters = new TreeMap<>();
    put(parameters, BreakFilterParameters.TYPE, filter.types());
    put(parameters, BreakFilterParameters.SEVERITY, filter.severities());
    put(parameters, BreakFilterParameters.SOURCE, filter.sources());
    if (filter.currencies().size() == 1) {
      put(parameters, BreakFilterParameters.CURRENCY, filter.currencies());
    }
    return parameters;
  }

  private static void put(Map<String, String> parameters, String name, Collection<?> values) {
    if (!values.isEmpty()) {
      parameters.put(
          name, values.stream().map(String::valueOf).sorted().collect(Collectors.joining(",")));
    }
  }

  private static boolean passes(StreamFilter filter, Finding finding) {
    return passes(filter.types(), finding.type())
        && passes(filter.severities(), finding.severity())
        && passes(filter.currencies(), finding.currency())
        && (filter.sources().isEmpty()
            || finding.deviating().stream().anyMatch(filter.sources()::contains));
  }

  private static <T> boolean passes(Collection<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  /** The caller accepts events; a peer is asked for a list. */
  private static Map<String, String> asJson(Map<String, String> headers) {
    Map<String, String> changed = new TreeMap<>(headers);
    changed.put("Accept", Route.JSON);
    return changed;
  }
}
