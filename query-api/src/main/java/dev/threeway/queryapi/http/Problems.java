package dev.threeway.queryapi.http;

import dev.threeway.queryapi.audit.AuditUnavailableException;
import dev.threeway.queryapi.history.HistoryUnavailableException;
import dev.threeway.queryapi.live.NotReadableException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever ends a request early into a problem. */
final class Problems {
  static final String RETRY_AFTER = "Retry-After";
  static final String RETRY_AFTER_SECONDS = "1";

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String AVAILABLE_METHODS = "availableMethods";

  private Problems() {}

  static void install(JavalinConfig config) {
    config.routes.exception(
        ProblemException.class,
        (problem, request) -> send(request, problem.problem(Trace.of(request).traceId())));
    config.routes.exception(
        NotReadableException.class,
        (unreadable, request) -> send(request, notReadable(request, unreadable)));
    config.routes.exception(
        HistoryUnavailableException.class,
        (unavailable, request) -> send(request, noHistory(request, unavailable)));
    config.routes.exception(
        AuditUnavailableException.class,
        (unavailable, request) -> send(request, noAudit(request, unavailable)));
    config.routes.exception(
        HttpResponseException.class,
        (refusal, request) -> send(request, refused(request, refusal)));
    config.routes.exception(
        Exception.class, (failure, request) -> send(request, unexpected(request, failure)));
    config.router.javaLangErrorHandler(Problems::sendError);
  }

  /** The problem that stands for a status when nothing more is known. */
  static Problem ofStatus(int status, String traceId) {
    Problem.Kind kind = Problem.Kind.of(status);
    String detail =
        switch (kind) {
          case NOT_FOUND -> "Nothing is at this path; /openapi.yaml lists what there is.";
          case METHOD_NOT_ALLOWED -> "The Allow header lists the methods of this resource.";
          case CONTENT_TOO_LARGE -> "Send less content.";
          case URI_TOO_LONG -> "Shorten the address.";
          case HEADERS_TOO_LARGE -> "Send fewer or shorter headers.";
          case REQUEST_TIMEOUT -> "Send the request again, and at once.";
          case UNSUPPORTED_MEDIA_TYPE -> "Send no content with this request.";
          case STOPPING -> "Ask another instance.";
          case INTERNAL_ERROR -> "The server's log has the cause under this trace_id.";
          default -> "The request could not be understood.";
        };
    return Problem.of(kind, detail, traceId).withStatus(status);
  }

  private static Problem notReadable(Context request, NotReadableException unreadable) {
    Problem problem =
        Problem.of(Problem.Kind.NOT_READABLE, unreadable.getMessage(), Trace.of(request).traceId());
    return unreadable.partitions().isEmpty()
        ? problem
        : problem.missing(unreadable.partitions(), unreadable.restoring());
  }

  private static Problem noHistory(Context request, HistoryUnavailableException unavailable) {
    Problem.Kind kind =
        unavailable.reason() == HistoryUnavailableException.Reason.OFF
            ? Problem.Kind.HISTORY_OFF
            : Problem.Kind.HISTORY_UNAVAILABLE;
    return Problem.of(kind, unavailable.getMessage(), Trace.of(request).traceId());
  }

  private static Problem noAudit(Context request, AuditUnavailableException unavailable) {
    Problem.Kind kind =
        unavailable.reason() == AuditUnavailableException.Reason.OFF
            ? Problem.Kind.AUDIT_OFF
            : Problem.Kind.AUDIT_UNAVAILABLE;
    return Problem.of(kind, unavailable.getMessage(), Trace.of(request).traceId());
  }

  private static Problem refused(Context request, HttpResponseException refusal) {
    String methods = refusal.getDetails().get(AVAILABLE_METHODS);
    if (refusal.getStatus() == HttpStatus.METHOD_NOT_ALLOWED.getCode() && methods != null) {
      request.header("Allow", methods);
    }
    return ofStatus(refusal.getStatus(), Trace.of(request).traceId());
  }

  private static Problem unexpected(Context request, Exception failure) {
    String traceId = Trace.of(request).traceId();
    LOG.atError()
        .setCause(failure)
        .addKeyValue("route", Route.of(request))
        .addKeyValue("trace_id", traceId)
        .log("A request failed unexpectedly");
    return ofStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode(), traceId);
  }

  private static void send(Context request, Problem problem) {
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
      request.header(RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    request
        .status(problem.status())
        .header("Cache-Control", "no-store")
        .contentType(Problem.CONTENT_TYPE)
        .result(Json.bytes(problem));
  }

  private static void sendError(HttpServletResponse response, Error error) {
    Trace trace = Trace.continuing(null);
    LOG.atError()
        .setCause(error)
        .addKeyValue("trace_id", trace.traceId())
        .log("A request failed unexpectedly");
    Problem problem = ofStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode(), trace.traceId());
    try {
      SecurityHeaders.set(false, response::setHeader);
      response.setStatus(problem.status());
      response.setContentType(Problem.CONTENT_TYPE);
      response.getOutputStream().write(Json.bytes(problem));
    } catch (IOException callerIsGone) {
      LOG.debug("The caller left before the problem could be sent", callerIsGone);
    }
  }
}
