package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.GroupAnswer;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.NotReadableException;
import dev.threeway.queryapi.live.Peers;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One match group, from the store of the instance that owns it. */
final class TransactionRoute {
  /** Set on a forwarded request: whoever gets it answers or refuses, but does not pass it on. */
  static final String HOPS = "Threeway-Hops";

  private static final String COLLECTION = "/api/v1/transactions/";
  private static final String TXN_ID = "txn_id";
  private static final int LONGEST_ID_BYTES = 128;

  private final LiveReads reads;
  private final Peers peers;
  private final PersonalData personal;

  TransactionRoute(LiveReads reads, Peers peers, PersonalData personal) {
    this.reads = reads;
    this.peers = peers;
    this.personal = personal;
  }

  Route route() {
    return new Route(COLLECTION + "{" + TXN_ID + "}", List.of(Route.JSON), this::answer);
  }

  private void answer(Context request) {
    new Query(request, Set.of());
    String txnId = txnId(request);
    GroupAnswer answer = reads.group(txnId);
    request.header("Cache-Control", "no-store");
    if (answer instanceof GroupAnswer.Elsewhere elsewhere) {
      forward(request, txnId, elsewhere);
    } else if (answer instanceof GroupAnswer.Here here) {
      GroupView view =
          here.group()
              .map(group -> GroupView.of(group, personal, reads.instance()))
              .orElseThrow(
                  () ->
                      ProblemException.of(
                          Problem.Kind.UNKNOWN_TRANSACTION,
                          "No source has reported this transaction, or it is past its retention."));
      request.contentType(Route.JSON).result(Json.bytes(view));
    }
  }

  private void forward(Context request, String txnId, GroupAnswer.Elsewhere elsewhere) {
    if (request.header(HOPS) != null) {
      throw new NotReadableException(
          "Partition %d is moving between instances.".formatted(elsewhere.partition()),
          List.of(elsewhere.partition()));
    }
    String path = COLLECTION + URLEncoder.encode(txnId, StandardCharsets.UTF_8).replace("+", "%20");
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(HOPS, "1");
    headers.put(Trace.HEADER, Trace.of(request).traceparent());
    for (String passedOn : List.of("Accept", "Authorization")) {
      if (request.header(passedOn) != null) {
        headers.put(passedOn, request.header(passedOn));
      }
    }
    Peers.Answer answer = peers.get(elsewhere, path, headers);
    request.status(answer.status()).result(answer.body());
    if (answer.contentType() != null) {
      request.contentType(answer.contentType());
    }
    if (answer.retryAfter() != null) {
      request.header(Problems.RETRY_AFTER, answer.retryAfter());
    }
  }

  private static String txnId(Context request) {
    String txnId = request.pathParam(TXN_ID);
    if (txnId.getBytes(StandardCharsets.UTF_8).length > LONGEST_ID_BYTES
        || txnId.chars().anyMatch(Character::isISOControl)) {
      throw ProblemException.refused(
          TXN_ID,
          "A transaction id has at most %d bytes and no control characters."
              .formatted(LONGEST_ID_BYTES));
    }
    return txnId;
  }
}
