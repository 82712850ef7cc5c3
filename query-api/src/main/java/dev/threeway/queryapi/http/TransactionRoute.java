package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.Gather;
import dev.threeway.queryapi.live.GroupAnswer;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.NotReadableException;
import dev.threeway.queryapi.live.Peers;
import dev.threeway.queryapi.live.Question;
import dev.threeway.topology.rules.MatchGroup;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One match group, from the store of the instance that owns it, or from a copy of that. */
final class TransactionRoute {
  private static final String TXN_ID = "txn_id";
  private static final int LONGEST_ID_BYTES = 128;
  private static final int UNAVAILABLE = HttpStatus.SERVICE_UNAVAILABLE.getCode();

  private final LiveReads reads;
  private final Peers peers;

  TransactionRoute(LiveReads reads, Peers peers) {
    this.reads = reads;
    this.peers = peers;
  }

  Route route() {
    return new Route("/api/v1/transactions/{" + TXN_ID + "}", List.of(Route.JSON), this::answer)
        .withEntityTag();
  }

  private void answer(Context request) {
    boolean stale = Consistency.stale(new Query(request, Set.of(Consistency.CONSISTENCY)));
    String txnId = txnId(request);
    boolean passedOn = Fanout.isFromPeer(request);
    boolean copies = passedOn ? request.header(Gather.COPIES) != null : stale;
    GroupAnswer answer = reads.group(txnId, copies);
    request.header("Cache-Control", "no-store");
    if (answer instanceof GroupAnswer.Here here) {
      show(request, here);
    } else if (answer instanceof GroupAnswer.Elsewhere elsewhere) {
      if (passedOn) {
        throw notHere(elsewhere, "is moving between instances.");
      }
      passOn(request, elsewhere);
    }
  }

  private void show(Context request, GroupAnswer.Here here) {
    Optional<Coverage.Copied> copied = here.copied();
    MatchGroup group = here.group().orElseThrow(() -> unknown(copied));
    request
        .contentType(Route.JSON)
        .result(
            Json.bytes(GroupView.of(group, PersonalData.of(request), reads.instance(), copied)));
  }

  private static ProblemException unknown(Optional<Coverage.Copied> copied) {
    return copied
        .map(
            copy ->
                ProblemException.copied(
                    Problem.Kind.UNKNOWN_TRANSACTION,
                    "The copy that was read, which may lag, has no report of this transaction.",
                    copy))
        .orElseGet(
            () ->
                ProblemException.of(
                    Problem.Kind.UNKNOWN_TRANSACTION,
                    "No source has reported this transaction, or it is past its retention."));
  }

  /** Asks the owner, and where a copy will do and the owner does not answer, who keeps one. */
  private void passOn(Context request, GroupAnswer.Elsewhere elsewhere) {
    Question question = Fanout.question(request).with(Gather.HOPS, "1");
    Optional<Peers.Answer> answer = elsewhere.owner().flatMap(owner -> peers.get(owner, question));
    for (String keeper : elsewhere.copies()) {
      if (answer.isPresent() && answer.get().status() != UNAVAILABLE) {
        break;
      }
      Optional<Peers.Answer> refusal = answer;
      answer = peers.get(keeper, question.with(Gather.COPIES, "true")).or(() -> refusal);
    }
    copy(
        answer.orElseThrow(
            () ->
                notHere(
                    elsewhere,
                    elsewhere
                        .owner()
                        .map("belongs to instance %s, which does not answer."::formatted)
                        .orElse("is being restored or moved and cannot be read yet."))),
        request);
  }

  private static NotReadableException notHere(GroupAnswer.Elsewhere elsewhere, String why) {
    return new NotReadableException(
        "Partition %d %s".formatted(elsewhere.partition(), why), List.of(elsewhere.partition()));
  }

  private static void copy(Peers.Answer answer, Context request) {
    request.status(answer.status()).contentType(answer.contentType()).result(answer.body());
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
