package dev.threeway.queryapi.http;

import dev.threeway.queryapi.history.BreakRow;
import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.history.HistoryUnavailableException;
import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.GroupAnswer;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.NotReadableException;
import dev.threeway.topology.rules.Break;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One break with every version. The history knows the versions, and by them the transaction, whose
 * group in the store knows the newest. A break that the history has not, or while it is away, is
 * looked for among the newest open breaks.
 */
final class MismatchRoute {
  private static final String MISMATCH_ID = "mismatch_id";

  /** How many of the newest open breaks are looked through for one that the history has not. */
  private static final int NEWEST = 10_000;

  /** The live version of a break, if there is one, and whether the store could say. */
  private record Live(Optional<BreakView> version, boolean asked) {}

  private final History history;
  private final LiveReads reads;
  private final PersonalData personal;

  MismatchRoute(History history, LiveReads reads, PersonalData personal) {
    this.history = history;
    this.reads = reads;
    this.personal = personal;
  }

  Route route() {
    return new Route("/api/v1/mismatches/{" + MISMATCH_ID + "}", List.of(Route.JSON), this::answer);
  }

  private void answer(Context request) {
    new Query(request, Set.of());
    String id = mismatchId(request);
    List<BreakView> versions = new ArrayList<>();
    HistoryUnavailableException away = null;
    try {
      for (BreakRow row : history.versions(id)) {
        versions.add(BreakView.of(row, personal));
      }
    } catch (HistoryUnavailableException unavailable) {
      away = unavailable;
    }
    Live live = versions.isEmpty() ? amongOpenBreaks(id) : inItsGroup(versions.get(0).txnId(), id);
    live.version()
        .filter(newest -> versions.isEmpty() || newest.version() > last(versions).version())
        .ifPresent(versions::add);
    if (versions.isEmpty()) {
      throw unknown(away, live);
    }
    BreakView newest = last(versions);
    request
        .header("Cache-Control", "no-store")
        .contentType(Route.JSON)
        .result(
            Json.bytes(
                new MismatchView(
                    newest, versions, versions.size() == newest.version(), live.asked())));
  }

  private static RuntimeException unknown(HistoryUnavailableException away, Live live) {
    if (away != null) {
      return away;
    }
    return live.asked()
        ? ProblemException.of(
            Problem.Kind.UNKNOWN_MISMATCH, "The history has no such break, and none is open.")
        : new NotReadableException(
            "The history has no such break, and the open breaks cannot be read.", List.of());
  }

  private Live inItsGroup(String txnId, String id) {
    try {
      if (reads.group(txnId) instanceof GroupAnswer.Here here) {
        return new Live(
            here.group()
                .flatMap(group -> LiveOverlay.find(group, id))
                .map(found -> BreakView.of(txnId, found, personal)),
            true);
      }
    } catch (NotReadableException moving) {
      // Said by the answer.
    }
    return new Live(Optional.empty(), false);
  }

  private Live amongOpenBreaks(String id) {
    try {
      return new Live(
          reads.openBreaks(BreakFilter.ALL, NEWEST).items().stream()
              .filter(
                  item -> {
                    Break open = item.value();
                    return Break.id(
                            item.txnId(), open.finding().type(), open.finding().missingSource())
                        .toString()
                        .equals(id);
                  })
              .findFirst()
              .map(item -> BreakView.of(item.txnId(), item.value(), personal)),
          true);
    } catch (NotReadableException moving) {
      return new Live(Optional.empty(), false);
    }
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
