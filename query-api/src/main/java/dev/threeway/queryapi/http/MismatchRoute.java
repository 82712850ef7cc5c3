package dev.threeway.queryapi.http;

import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.history.HistoryUnavailableException;
import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.Found;
import dev.threeway.queryapi.live.Gather;
import dev.threeway.queryapi.live.GroupAnswer;
import dev.threeway.queryapi.live.Layout;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.NotReadableException;
import dev.threeway.queryapi.live.PageRequest;
import dev.threeway.queryapi.live.Peers;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.topology.join.OpenBreak;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Finding;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One break with every version. The history knows the versions, and by them the transaction, whose
 * group in the store knows the newest: the owner of its partition answers. A break that the history
 * has not, or while it is away, is looked for among the newest open breaks of every instance.
 */
final class MismatchRoute {
  private static final String MISMATCH_ID = "mismatch_id";
  private static final int FOUND = HttpStatus.OK.getCode();
  private static final int NOT_FOUND = HttpStatus.NOT_FOUND.getCode();

  private final History history;
  private final LiveReads reads;
  private final Peers peers;

  MismatchRoute(History history, LiveReads reads, Peers peers) {
    this.history = history;
    this.reads = reads;
    this.peers = peers;
  }

  Route route() {
    return new Route("/api/v1/mismatches/{" + MISMATCH_ID + "}", List.of(Route.JSON), this::answer);
  }

  private void answer(Context request) {
    new Query(request, Set.of());
    String id = mismatchId(request);
    request.header("Cache-Control", "no-store");
    PersonalData personal = PersonalData.of(request);
    List<BreakView> versions = List.of();
    HistoryUnavailableException away = null;
    try {
      versions = history.versions(id).stream().map(row -> BreakView.of(row, personal)).toList();
    } catch (HistoryUnavailableException unavailable) {
      away = unavailable;
    }
    if (!versions.isEmpty()) {
      answerAsOwner(request, id, versions);
    } else {
      answerFromOpenBreaks(request, id, away);
    }
  }

  /** Compares the history with the group, or asks the instance that has it. */
  private void answerAsOwner(Context request, String id, List<BreakView> versions) {
    String txnId = versions.get(0).txnId();
    PersonalData personal = PersonalData.of(request);
    try {
      GroupAnswer group = reads.group(txnId, false);
      if (group instanceof GroupAnswer.Here here) {
        Optional<BreakView> live =
            here.group()
                .flatMap(found -> LiveOverlay.find(found, id))
                .map(found -> BreakView.of(txnId, found, personal));
        send(request, with(versions, live), true);
        return;
      }
      if (group instanceof GroupAnswer.Elsewhere elsewhere && !Fanout.isFromPeer(request)) {
        Optional<Peers.Answer> owners = elsewhere.owner().flatMap(owner -> ask(owner, request));
        if (owners.filter(answer -> answer.status() == FOUND).isPresent()) {
          copy(owners.get(), request);
          return;
        }
      }
    } catch (NotReadableException moving) {
      // Said by the answer.
    }
    send(request, versions, false);
  }

  private void answerFromOpenBreaks(Context request, String id, HistoryUnavailableException away) {
    Layout layout = reads.layout();
    Optional<BreakView> open = amongOpenBreaks(id, layout, PersonalData.of(request));
    if (open.isPresent()) {
      send(request, List.of(open.get()), true);
      return;
    }
    if (!Fanout.isFromPeer(request)) {
      for (String owner : owners(layout)) {
        Optional<Peers.Answer> answer =
            owner.equals(layout.self()) ? Optional.empty() : ask(owner, request);
        if (answer.filter(found -> found.status() == FOUND).isPresent()) {
          copy(answer.get(), request);
          return;
        }
        if (!owner.equals(layout.self())
            && answer.filter(none -> none.status() == NOT_FOUND).isEmpty()
            && away == null) {
          throw new NotReadableException(
              "The history has no such break, and instance %s does not say whether it is open."
                  .formatted(owner),
              List.of());
        }
      }
    }
    if (away != null && !Fanout.isFromPeer(request)) {
      throw away;
    }
    throw ProblemException.of(
        Problem.Kind.UNKNOWN_MISMATCH, "The history has no such break, and none is open.");
  }

  /**
   * The break as the store of this instance has it.
   *
   * @throws NotReadableException if it is not there, and not every partition that this instance
   *     owns could be read
   */
  private Optional<BreakView> amongOpenBreaks(String id, Layout layout, PersonalData personal) {
    Found<OpenBreak> open =
        reads.openBreaks(
            BreakFilter.ALL.and(item -> id(item).equals(id)), new PageRequest(null, 1), Scope.OWN);
    Optional<BreakView> found =
        open.items().stream()
            .findFirst()
            .map(item -> BreakView.of(item.txnId(), item.value(), personal));
    List<Integer> unread =
        open.coverage().missing().stream()
            .filter(
                partition ->
                    layout.places().get(partition).owner().map(layout.self()::equals).orElse(true))
            .toList();
    if (found.isEmpty() && !unread.isEmpty()) {
      throw new NotReadableException(
          "The history has no such break, and not all open breaks can be read.",
          unread,
          open.coverage().restoring());
    }
    return found;
  }

  private static String id(OpenBreak item) {
    Finding finding = item.value().finding();
    return Break.id(item.txnId(), finding.type(), finding.missingSource()).toString();
  }

  private static Set<String> owners(Layout layout) {
    Set<String> owners = new TreeSet<>();
    layout.places().forEach(place -> place.owner().ifPresent(owners::add));
    return owners;
  }

  private Optional<Peers.Answer> ask(String instance, Context request) {
    return peers.get(instance, Fanout.question(request).with(Gather.HOPS, "1"));
  }

  private static void copy(Peers.Answer answer, Context request) {
    request.contentType(Route.JSON).result(answer.body());
  }

  private static List<BreakView> with(List<BreakView> versions, Optional<BreakView> live) {
    List<BreakView> all = new ArrayList<>(versions);
    live.filter(newest -> newest.version() > last(versions).version()).ifPresent(all::add);
    return all;
  }

  private static void send(Context request, List<BreakView> versions, boolean current) {
    BreakView newest = last(versions);
    request
        .contentType(Route.JSON)
        .result(
            Json.bytes(
                new MismatchView(newest, versions, versions.size() == newest.version(), current)));
  }

  private static BreakView last(List<BreakView> versions) {
    return versions.get(versions.size() - 1);
  }

  private static String mismatchId(Context request) {
    String text = request.pathParam(MISMATCH_ID);
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return text;
      }
    } catch (IllegalArgumentException notOne) {
      // Answered below.
    }
    throw ProblemException.refused(
        MISMATCH_ID, "The id of a break is a UUID in lower-case letters.");
  }
}
