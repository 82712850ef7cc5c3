package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import java.util.List;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type a stable URN, one for each kind of problem
 * @param detail what to do about it, in one sentence
 * @param parameter the parameter that was refused; null where there is none
 * @param missingPartitions the partitions that cannot be read; null where that is not the problem
 * @param restoring of those the ones that are being restored; null if there are none
 * @param stale true if the problem is what a copy says that may lag; else null
 * @param lag how many changes the copy may not have yet; null if there is none, or it is unknown
 */
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String traceId,
    String parameter,
    List<Integer> missingPartitions,
    List<Coverage.Restoring> restoring,
    Boolean stale,
    Long lag) {

  static final String CONTENT_TYPE = "application/problem+json";

  /** The kinds of problem that this API names. */
  enum Kind {
    INVALID_PARAMETER(400, "invalid-parameter", "A parameter is not valid"),
    BAD_REQUEST(400, "bad-request", "The request is not valid"),
    UNAUTHENTICATED(401, "unauthenticated", "The caller is not known"),
    FORBIDDEN(403, "forbidden", "The caller may not do this"),
    UNKNOWN_TRANSACTION(404, "unknown-transaction", "The transaction is not known"),
    UNKNOWN_MISMATCH(404, "unknown-mismatch", "The break is not known"),
    NOT_FOUND(404, "not-found", "There is no such resource"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The resource does not support this method"),
    NOT_ACCEPTABLE(406, "not-acceptable", "The resource is not available in an accepted format"),
    REQUEST_TIMEOUT(408, "request-timeout", "The request took too long to arrive"),
    CONFLICT(409, "conflict", "The resource is in another state"),
    PRECONDITION_FAILED(412, "precondition-failed", "The resource has changed"),
    CONTENT_TOO_LARGE(413, "content-too-large", "The content is too large"),
    URI_TOO_LONG(414, "uri-too-long", "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The content is of no accepted format"),
    UNPROCESSABLE_CONTENT(422, "unprocessable-content", "The content is not valid"),
    MISDIRECTED(421, "misdirected", "The request is meant for another host"),
    TOO_MANY_REQUESTS(429, "too-many-requests", "The caller asks too often"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The request headers are too large"),
    INTERNAL_ERROR(500, "internal-error", "The request failed"),
    NOT_READABLE(503, "not-readable", "The live state cannot be read at the moment"),
    HISTORY_UNAVAILABLE(503, "history-unavailable", "The history cannot be read at the moment"),
    HISTORY_OFF(503, "history-off", "The history is switched off"),
    NOT_ALIVE(503, "not-alive", "The engine has failed"),
    NOT_READY(503, "not-ready", "The engine is not ready"),
    STREAM_REFUSED(503, "stream-refused", "The stream takes no further client"),
    AUDIT_UNAVAILABLE(503, "audit-unavailable", "The request cannot be recorded at the moment"),
    AUDIT_OFF(503, "audit-off", "The audit log is switched off"),
    KEYS_UNAVAILABLE(503, "keys-unavailable", "Tokens cannot be verified at the moment"),
    STOPPING(503, "stopping", "The instance is stopping");

    private final int status;
    private final String slug;
    private final String title;

    Kind(int status, String slug, String title) {
      this.status = status;
      this.slug = slug;
      this.title = title;
    }

    int status() {
      return status;
    }

    /** The kind that fits a status that the server came to by itself. */
    static Kind of(int status) {
      return switch (status) {
        case 401 -> UNAUTHENTICATED;
        case 403 -> FORBIDDEN;
        case 404 -> NOT_FOUND;
        case 405 -> METHOD_NOT_ALLOWED;
        case 406 -> NOT_ACCEPTABLE;
        case 408 -> REQUEST_TIMEOUT;
        case 409 -> CONFLICT;
        case 412 -> PRECONDITION_FAILED;
        case 413 -> CONTENT_TOO_LARGE;
        case 414 -> URI_TOO_LONG;
        case 415 -> UNSUPPORTED_MEDIA_TYPE;
        case 422 -> UNPROCESSABLE_CONTENT;
        case 429 -> TOO_MANY_REQUESTS;
        case 431 -> HEADERS_TOO_LARGE;
        case 503 -> STOPPING;
        // Not implemented, version not supported: what the caller sent is at fault.
        case 501, 505 -> BAD_REQUEST;
        default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
      };
    }
  }

  static Problem of(Kind kind, String detail, String traceId) {
    return new Problem(
        "urn:threeway:problem:" + kind.slug,
        kind.title,
        kind.status,
        detail,
        traceId,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same under the exact status of a response. */
  Problem withStatus(int exact) {
    return new Problem(
        type, title, exact, detail, traceId, parameter, missingPartitions, restoring, stale, lag);
  }

  Problem about(String refused) {
    return new Problem(
        type, title, status, detail, traceId, refused, missingPartitions, restoring, stale, lag);
  }

  /**
   * The same with the partitions that cannot be read.
   *
   * @param underWay of the partitions those that are being restored; may be empty
   */
  Problem missing(List<Integer> partitions, List<Coverage.Restoring> underWay) {
    List<Coverage.Restoring> shown = underWay.isEmpty() ? null : underWay;
    return new Problem(
        type, title, status, detail, traceId, parameter, partitions, shown, stale, lag);
  }

  /** The same as what a copy of a partition says. */
  Problem copied(Coverage.Copied copy) {
    return new Problem(
        type,
        title,
        status,
        detail,
        traceId,
        parameter,
        missingPartitions,
        restoring,
        true,
        copy.lag());
  }
}
