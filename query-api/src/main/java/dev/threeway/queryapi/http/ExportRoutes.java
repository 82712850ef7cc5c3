package dev.threeway.queryapi.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.threeway.queryapi.export.ExportFile;
import dev.threeway.queryapi.export.ExportFormat;
import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.history.MismatchFilter;
import dev.threeway.queryapi.history.TransactionFilter;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists of the history as files, sent while they are read. A file that cannot be read to its
 * end has no last line, and its connection is broken off.
 */
final class ExportRoutes {
  /** Gives the rows of an export, one by one. */
  private interface Rows {
    void forEach(Consumer<Object> row);
  }

  private static final Logger LOG = LoggerFactory.getLogger(ExportRoutes.class);
  private static final String FORMAT = "format";
  private static final String DISPOSITION = "Content-Disposition";
  private static final List<String> MEDIA_TYPES =
      Arrays.stream(ExportFormat.values()).map(ExportFormat::mediaType).toList();

  private final History history;

  ExportRoutes(History history) {
    this.history = history;
  }

  List<Route> routes() {
    return List.of(
        new Route("/api/v1/export/mismatches", MEDIA_TYPES, this::mismatches),
        new Route("/api/v1/export/transactions", MEDIA_TYPES, this::transactions));
  }

  private void mismatches(Context request) {
    Query query = new Query(request, with(Filters.OF_MISMATCHES));
    MismatchFilter filter = Filters.mismatches(query);
    PersonalData personal = PersonalData.of(request);
    send(
        request,
        "mismatches",
        format(request, query),
        BreakView.COLUMNS,
        rows -> history.exportMismatches(filter, row -> rows.accept(BreakView.of(row, personal))));
  }

  private void transactions(Context request) {
    Query query = new Query(request, with(Filters.OF_TRANSACTIONS));
    TransactionFilter filter = Filters.transactions(query, PersonalData.of(request));
    send(
        request,
        "transactions",
        format(request, query),
        TransactionSummaryView.COLUMNS,
        rows ->
            history.exportTransactions(
                filter, row -> rows.accept(TransactionSummaryView.stored(row, null))));
  }

  private static ExportFormat format(Context request, Query query) {
    ExportFormat named =
        query.text(FORMAT) == null
            ? null
            : Arrays.stream(ExportFormat.values())
                .filter(each -> each.extension().equals(query.text(FORMAT)))
                .findFirst()
                .orElseThrow(
                    () ->
                        ProblemException.refused(FORMAT, "The value must be one of csv, ndjson."));
    if (named != null) {
      return named;
    }
    String accepted = Negotiation.choose(request.header("Accept"), MEDIA_TYPES);
    return ExportFormat.values()[MEDIA_TYPES.indexOf(accepted)];
  }

  private static void send(
      Context request, String name, ExportFormat format, List<String> columns, Rows rows) {
    HttpServletResponse response = request.res();
    request
        .header("Cache-Control", "no-store")
        .header(DISPOSITION, "attachment; filename=\"%s.%s\"".formatted(name, format.extension()))
        .contentType(format.mediaType() + ";charset=utf-8");
    if (request.method().equals(HandlerType.HEAD)) {
      return;
    }
    try {
      ExportFile file = format.begin(columns, response.getOutputStream());
      rows.forEach(row -> add(file, row));
      file.seal();
    } catch (IOException | UncheckedIOException callerIsGone) {
      LOG.debug("The caller left in the middle of an export", callerIsGone);
      breakOff(request);
    } catch (RuntimeException failed) {
      if (!response.isCommitted()) {
        response.resetBuffer();
        response.setHeader(DISPOSITION, null);
        response.setContentType(null);
        throw failed;
      }
      LOG.atWarn()
          .addKeyValue("trace_id", Trace.of(request).traceId())
          .addKeyValue("cause", failed.getMessage())
          .log("An export is broken off");
      breakOff(request);
    }
  }

  private static void add(ExportFile file, Object row) {
    try {
      ObjectNode object = Json.tree(row);
      file.add(object);
    } catch (IOException notSent) {
      throw new UncheckedIOException(notSent);
    }
  }

  /** Ends the connection without the end of the response: what arrived is not the whole. */
  private static void breakOff(Context request) {
    ServletContextRequest.getServletContextRequest(request.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }

  private static Set<String> with(Set<String> filters) {
    Set<String> all = new HashSet<>(filters);
    all.add(FORMAT);
    return all;
  }
}
