package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Gather;
import dev.threeway.queryapi.live.Part;
import dev.threeway.queryapi.live.Peers;
import dev.threeway.queryapi.live.Question;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.queryapi.live.Shared;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers requests that concern all partitions: a caller's by asking every instance, a peer's from
 * the stores of this one.
 */
final class Fanout {
  private final Gather gather;

  Fanout(Gather gather) {
    this.gather = gather;
  }

  /**
   * The answer, or this instance's share of it if a peer asks.
   *
   * @throws dev.threeway.queryapi.live.NotReadableException if a caller cannot be answered
   */
  <T extends Part> T answer(Context request, Consistency consistency, Shared<T> shared) {
    if (isFromPeer(request)) {
      request.header(Peers.CONTRACT, ContractRoute.VERSION);
      return shared.local(scope(request));
    }
    return ask(question(request), consistency, shared);
  }

  /** The answer to a question that is not quite what the caller has sent. */
  <T extends Part> T ask(Question forPeers, Consistency consistency, Shared<T> shared) {
    T answer = gather.ask(forPeers, consistency.stale(), shared);
    if (consistency.strict()) {
      answer.coverage().requireComplete();
    }
    return answer;
  }

  /** Whether the request has been passed on once, and must not be again. */
  static boolean isFromPeer(Context request) {
    return request.header(Gather.HOPS) != null;
  }

  /** The same request as a question for a peer, on the caller's behalf and in its trace. */
  static Question question(Context request) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(Trace.HEADER, Trace.of(request).traceparent());
    for (String passedOn : new String[] {"Accept", "Authorization"}) {
      if (request.header(passedOn) != null) {
        headers.put(passedOn, request.header(passedOn));
      }
    }
    String query = request.queryString();
    return new Question(
        request.req().getRequestURI() + (query == null ? "" : "?" + query), headers);
  }

  private static Scope scope(Context request) {
    String partitions = request.header(Gather.PARTITIONS);
    boolean copies = Boolean.parseBoolean(request.header(Gather.COPIES));
    String items = request.header(Gather.ITEMS);
    try {
      Set<Integer> wanted =
          partitions == null
              ? null
              : Stream.of(partitions.split(",", -1))
                  .map(Integer::valueOf)
                  .collect(Collectors.toSet());
      return new Scope(wanted, copies, items == null ? Scope.ALL_ITEMS : Integer.parseInt(items));
    } catch (IllegalArgumentException notOurs) {
      throw ProblemException.of(
          Problem.Kind.BAD_REQUEST,
          "The header %s takes numbers, by comma, and %s one above 0."
              .formatted(Gather.PARTITIONS, Gather.ITEMS));
    }
  }
}
