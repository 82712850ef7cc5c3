package dev.threeway.queryapi.http;

import dev.threeway.queryapi.audit.AuditAction;
import dev.threeway.queryapi.audit.AuditFilter;
import dev.threeway.queryapi.audit.AuditPage;
import dev.threeway.queryapi.audit.AuditPosition;
import dev.threeway.queryapi.audit.AuditReads;
import dev.threeway.queryapi.audit.Outcome;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Who did what when, newest first, and whether the chain of it is whole. */
final class AuditRoute {
  private static final String RESOURCE = "/api/v1/audit";
  private static final String USER = "user";
  private static final String ACTION = "action";
  private static final String OUTCOME = "outcome";
  private static final String ADDRESS = "address";
  private static final String TRACE_ID = "trace_id";
  private static final String ASKED_FOR = "resource";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final int LONGEST_TEXT = 128;
  private static final int USUAL_LIMIT = 50;
  private static final int LARGEST_LIMIT = 500;
  private static final Set<String> PAGE = Set.of(PagedList.LIMIT, Cursors.CURSOR);
  private static final Set<String> PARAMETERS =
      Set.of(
          USER,
          ACTION,
          OUTCOME,
          ADDRESS,
          TRACE_ID,
          ASKED_FOR,
          FROM,
          TO,
          PagedList.LIMIT,
          Cursors.CURSOR);
  private static final List<String> ACTIONS =
      Arrays.stream(AuditAction.values()).map(Enum::name).toList();
  private static final List<String> OUTCOMES =
      Arrays.stream(Outcome.values()).map(Enum::name).toList();

  private final AuditReads audit;
  private final Cursors cursors;

  AuditRoute(AuditReads audit, Cursors cursors) {
    this.audit = audit;
    this.cursors = cursors;
  }

  Route route() {
    return new Route(RESOURCE, List.of(Route.JSON), this::answer);
  }

  private void answer(Context request) {
    Query query = new Query(request, PARAMETERS);
    AuditFilter filter =
        new AuditFilter(
            query.text(USER, LONGEST_TEXT),
            query.text(ADDRESS, LONGEST_TEXT),
            query.text(TRACE_ID, LONGEST_TEXT),
            query.text(ASKED_FOR, LONGEST_TEXT),
            query.anyOf(ACTION, ACTIONS),
            query.oneOf(OUTCOME, OUTCOMES),
            query.instant(FROM),
            query.instant(TO));
    if (filter.from() != null && filter.to() != null && filter.to().isBefore(filter.from())) {
      throw ProblemException.refused(TO, "The range ends before it begins.");
    }
    int limit = query.integer(PagedList.LIMIT, 1, LARGEST_LIMIT, USUAL_LIMIT);
    String list = query.binding(RESOURCE, PAGE);
    AuditPosition after = cursors.of(query, list).map(AuditRoute::position).orElse(null);
    AuditPage page = audit.page(filter, after, limit);
    String next = page.next() == null ? null : cursors.seal(list, bytes(page.next()));
    request
        .header("Cache-Control", "no-store")
        .contentType(Route.JSON)
        .result(Json.bytes(AuditListView.of(page, next, audit.chain())));
  }

  private static byte[] bytes(AuditPosition position) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(position.at().toEpochMilli())
        .putLong(position.sequence())
        .array();
  }

  private static AuditPosition position(byte[] bytes) {
    ByteBuffer read = ByteBuffer.wrap(bytes);
    return new AuditPosition(Instant.ofEpochMilli(read.getLong()), read.getLong());
  }
}
