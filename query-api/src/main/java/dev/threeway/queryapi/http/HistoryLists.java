package dev.threeway.queryapi.http;

import dev.threeway.queryapi.history.BreakRow;
import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.history.HistoryPage;
import dev.threeway.queryapi.history.ListPosition;
import dev.threeway.queryapi.history.MismatchFilter;
import dev.threeway.queryapi.history.ResultRow;
import dev.threeway.queryapi.history.TransactionFilter;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The lists that are read from the history, with the live state laid over each page. */
final class HistoryLists {
  static final String VIEW = "view";
  private static final String HISTORY = "history";
  private static final String LIVE = "live";
  private static final String TRANSACTIONS = "/api/v1/transactions";
  private static final String MISMATCHES = "/api/v1/mismatches";
  private static final int USUAL_LIMIT = 50;
  private static final int LARGEST_LIMIT = 500;
  private static final Set<String> PAGE = Set.of(PagedList.LIMIT, Cursors.CURSOR);

  private final History history;
  private final LiveOverlay overlay;
  private final Cursors cursors;

  HistoryLists(History history, LiveOverlay overlay, Cursors cursors) {
    this.history = history;
    this.overlay = overlay;
    this.cursors = cursors;
  }

  Route transactions() {
    return new Route(TRANSACTIONS, List.of(Route.JSON), this::transactions);
  }

  /** Whether a request for the breaks asks for those of the history. */
  static boolean isAskedFor(Context request) {
    return HISTORY.equals(request.queryParam(VIEW));
  }

  /** Refuses a view that there is not. */
  static void requireLive(Query query) {
    String view = query.text(VIEW);
    if (view != null && !view.equals(LIVE)) {
      throw ProblemException.refused(VIEW, "The value must be one of live, history.");
    }
  }

  /** Answers a request for the breaks of the history. */
  void mismatches(Context request) {
    Query query =
        new Query(request, with(Filters.OF_MISMATCHES, PagedList.LIMIT, Cursors.CURSOR, VIEW));
    MismatchFilter filter = Filters.mismatches(query);
    int limit = query.integer(PagedList.LIMIT, 1, LARGEST_LIMIT, USUAL_LIMIT);
    String list = query.binding(MISMATCHES, PAGE);
    ListPosition after = cursors.of(query, list).map(HistoryLists::position).orElse(null);
    HistoryPage<BreakRow> page = history.mismatches(filter, after, limit);
    PersonalData personal = PersonalData.of(request);
    List<BreakView> items =
        page.rows().stream()
            .map(row -> overlay.over(row, personal))
            .filter(shown -> stillPasses(filter, shown))
            .toList();
    send(request, new BreakHistoryView(items, next(list, page), asOf(page)));
  }

  private void transactions(Context request) {
    Query query =
        new Query(request, with(Filters.OF_TRANSACTIONS, PagedList.LIMIT, Cursors.CURSOR));
    TransactionFilter filter = Filters.transactions(query, PersonalData.of(request));
    int limit = query.integer(PagedList.LIMIT, 1, LARGEST_LIMIT, USUAL_LIMIT);
    String list = query.binding(TRANSACTIONS, PAGE);
    ListPosition after = cursors.of(query, list).map(HistoryLists::position).orElse(null);
    HistoryPage<ResultRow> page = history.transactions(filter, after, limit);
    List<TransactionSummaryView> items =
        page.rows().stream()
            .map(overlay::over)
            .filter(shown -> stillPasses(filter, shown))
            .toList();
    send(request, new TransactionListView(items, next(list, page), asOf(page)));
  }

  private String next(String list, HistoryPage<?> page) {
    return page.next() == null ? null : cursors.seal(list, bytes(page.next()));
  }

  private static byte[] bytes(ListPosition position) {
    byte[] id = position.id().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + id.length)
        .putLong(position.listedAt().toEpochMilli())
        .put(id)
        .array();
  }

  private static ListPosition position(byte[] bytes) {
    return new ListPosition(
        Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong()),
        new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8));
  }

  private static String asOf(HistoryPage<?> page) {
    return page.asOf() == null ? null : Json.time(page.asOf().toEpochMilli());
  }

  /** A newer version may have left the filter. */
  private static boolean stillPasses(TransactionFilter filter, TransactionSummaryView shown) {
    return passes(filter.status(), shown.status())
        && (filter.source() == null || shown.sources().contains(filter.source()))
        && (filter.missingSource() == null
            || shown.missingSources().contains(filter.missingSource()))
        && passes(filter.currency(), shown.currency())
        && within(filter.minAmount(), filter.maxAmount(), shown.amount());
  }

  private static boolean stillPasses(MismatchFilter filter, BreakView shown) {
    return (filter.severities().isEmpty() || filter.severities().contains(shown.severity()))
        && passes(filter.state(), shown.state())
        && (filter.sources().isEmpty()
            || shown.deviating().stream().anyMatch(filter.sources()::contains))
        && passes(filter.currency(), shown.currency())
        && within(filter.minAtRisk(), filter.maxAtRisk(), shown.amountAtRisk());
  }

  private static boolean passes(Object wanted, Object shown) {
    return wanted == null || wanted.equals(shown);
  }

  private static boolean within(BigDecimal least, BigDecimal most, String amount) {
    BigDecimal shown = new BigDecimal(amount);
    return (least == null || shown.compareTo(least) >= 0)
        && (most == null || shown.compareTo(most) <= 0);
  }

  private static Set<String> with(Set<String> filters, String... others) {
    Set<String> all = new HashSet<>(filters);
    all.addAll(List.of(others));
    return all;
  }

  private static void send(Context request, Object view) {
    request.header("Cache-Control", "no-store").contentType(Route.JSON).result(Json.bytes(view));
  }
}
