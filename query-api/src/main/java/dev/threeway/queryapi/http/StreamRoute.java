package dev.threeway.queryapi.http;

import dev.threeway.queryapi.push.EventKind;
import dev.threeway.queryapi.push.EventRenderer;
import dev.threeway.queryapi.push.EventStream;
import dev.threeway.queryapi.push.StreamClient;
import dev.threeway.queryapi.push.StreamFilter;
import dev.threeway.queryapi.push.StreamPosition;
import dev.threeway.queryapi.push.StreamRefusedException;
import dev.threeway.queryapi.security.Caller;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.HttpOutput;

/** The events of both topics and of this instance, as they happen. */
final class StreamRoute {
  private static final String EVENT_STREAM = "text/event-stream";
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final String RESUME = "last_event_id";
  private static final String EVENTS = "events";
  private static final String TYPE = "type";
  private static final String SEVERITY = "severity";
  private static final String SOURCE = "source";
  private static final String CURRENCY = "currency";
  private static final Set<String> PARAMETERS =
      Set.of(EVENTS, TYPE, SEVERITY, SOURCE, CURRENCY, RESUME);
  private static final Map<String, EventKind> KINDS = kinds();

  private static final EventRenderer IN_FULL = new StreamRenderer(PersonalData.IN_FULL);
  private static final EventRenderer MASKED = new StreamRenderer(PersonalData.MASKED);

  private final EventStream stream;
  private final BreakSnapshots snapshots;
  private final InstantSource clock;
  private final UserStreams places;

  StreamRoute(EventStream stream, BreakSnapshots snapshots, InstantSource clock) {
    this.stream = stream;
    this.snapshots = snapshots;
    this.clock = clock;
    this.places = new UserStreams(stream.maxClients());
  }

  Route route() {
    return new Route("/api/v1/stream", List.of(EVENT_STREAM), this::answer);
  }

  private void answer(Context request) throws IOException {
    Query query = new Query(request, PARAMETERS);
    StreamFilter filter = filter(query);
    StreamPosition resume = resume(request, query);
    if (request.method().equals(HandlerType.HEAD)) {
      describe(request);
      return;
    }
    SseConnection connection = new SseConnection((HttpOutput) request.res().getOutputStream());
    Runnable giveBack = places.take(request);
    // The place is free before the client can see the end, and may come back at once.
    CompletableFuture<Void> ended =
        connection.ended().whenComplete((end, failure) -> giveBack.run());
    StreamClient client;
    try {
      client =
          stream.open(filter, resume, renderer(request), snapshots.of(filter, request), connection);
    } catch (StreamRefusedException refused) {
      connection.end();
      throw ProblemException.of(Problem.Kind.STREAM_REFUSED, refused.getMessage());
    } catch (RuntimeException failed) {
      connection.end();
      throw failed;
    }
    describe(request);
    AsyncContext context = request.req().startAsync();
    context.setTimeout(0);
    connection.start(context, client);
    endWithToken(request, client);
    request.future(() -> ended);
  }

  /** Clients that may see the same share what is rendered. */
  private static EventRenderer renderer(Context request) {
    return PersonalData.of(request).isInFull() ? IN_FULL : MASKED;
  }

  /** Who comes back with another token goes on from the last id. */
  private void endWithToken(Context request, StreamClient client) {
    Guard.caller(request)
        .filter(Caller::isAuthenticated)
        .map(caller -> Duration.between(clock.instant(), caller.expiresAt()))
        .ifPresent(
            left ->
                CompletableFuture.delayedExecutor(left.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(client::end));
  }

  private static void describe(Context request) {
    request
        // Asks a proxy not to hold events back.
        .header("X-Accel-Buffering", "no")
        .contentType(EVENT_STREAM);
  }

  private static StreamFilter filter(Query query) {
    StreamFilter filter =
        new StreamFilter(
            kinds(query),
            query.anyOf(TYPE, BreakType.values()),
            query.anyOf(SEVERITY, Severity.values()),
            query.anyOf(SOURCE, Source.values()),
            query.currencies(CURRENCY));
    if (filter.isForBreaks()
        && !filter.kinds().isEmpty()
        && !filter.kinds().contains(EventKind.MISMATCH)) {
      throw ProblemException.refused(
          EVENTS, "With type, severity or source, mismatch must be among the events.");
    }
    return filter;
  }

  private static Set<EventKind> kinds(Query query) {
    return query.anyOf(EVENTS, List.copyOf(KINDS.keySet())).stream()
        .map(KINDS::get)
        .collect(Collectors.toSet());
  }

  /** The header, which a browser sends when it comes back, counts before the parameter. */
  private static StreamPosition resume(Context request, Query query) {
    String header = request.header(LAST_EVENT_ID);
    String parameter = query.text(RESUME);
    String name = header == null ? RESUME : LAST_EVENT_ID;
    String text = header == null ? parameter : header;
    if (text == null || (header != null && header.isEmpty())) {
      return null;
    }
    try {
      return StreamPosition.parse(text);
    } catch (StreamPosition.MalformedException malformed) {
      throw ProblemException.refused(
          name, "The value must be an id that this stream has given; leave it out to begin anew.");
    }
  }

  private static Map<String, EventKind> kinds() {
    Map<String, EventKind> kinds = new LinkedHashMap<>();
    for (EventKind kind :
        List.of(EventKind.MISMATCH, EventKind.RESULT, EventKind.STATS, EventKind.INCIDENT)) {
      kinds.put(kind.wireName(), kind);
    }
    return kinds;
  }
}
