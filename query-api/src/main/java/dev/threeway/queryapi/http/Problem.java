package dev.threeway.queryapi.http;

import java.util.List;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type a stable URN, one for each kind of problem
 * @param detail what to do about it, in one sentence
 * @param parameter the parameter that was refused; null where there is none
 * @param missingPartitions the partitions that cannot be read; null where that is not the problem
 */
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String traceId,
    String parameter,
    List<Integer> missingPartitions) {

  static final String CONTENT_TYPE = "application/problem+json";

  /** The kinds of problem that this API names. */
  enum Kind {
    INVALID_PARAMETER(400, "invalid-parameter", "A parameter is not valid"),
    BAD_REQUEST(400, "bad-request", "The request is not valid"),
    UNKNOWN_TRANSACTION(404, "unknown-transaction", "The transaction is not known"),
    NOT_FOUND(404, "not-found", "There is no such resource"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The resource does not support this method"),
    NOT_ACCEPTABLE(406, "not-acceptable", "The resource is not available in an accepted format"),
    CONTENT_TOO_LARGE(413, "content-too-large", "The content is too large"),
    URI_TOO_LONG(414, "uri-too-long", "The address is too long"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The request headers are too large"),
    INTERNAL_ERROR(500, "internal-error", "The request failed"),
    NOT_READABLE(503, "not-readable", "The live state cannot be read at the moment"),
    NOT_ALIVE(503, "not-alive", "The engine has failed"),
    NOT_READY(503, "not-ready", "The engine is not ready"),
    STREAM_REFUSED(503, "stream-refused", "The stream takes no further client"),
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
        case 404 -> NOT_FOUND;
        case 405 -> METHOD_NOT_ALLOWED;
        case 406 -> NOT_ACCEPTABLE;
        case 413 -> CONTENT_TOO_LARGE;
        case 414 -> URI_TOO_LONG;
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
        "urn:threeway:problem:" + kind.slug, kind.title, kind.status, detail, traceId, null, null);
  }

  /** The same under the exact status of a response. */
  Problem withStatus(int exact) {
    return new Problem(type, title, exact, detail, traceId, parameter, missingPartitions);
  }

  Problem about(String refused) {
    return new Problem(type, title, status, detail, traceId, refused, missingPartitions);
  }

  Problem missing(List<Integer> partitions) {
    return new Problem(type, title, status, detail, traceId, parameter, partitions);
  }
}
