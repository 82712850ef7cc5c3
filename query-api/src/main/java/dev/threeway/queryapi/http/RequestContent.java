package dev.threeway.queryapi.http;

import io.javalin.http.Context;

/** What a request carries beside its headers; resources that are read take none. */
final class RequestContent {
  /** More than this is refused for its size, whatever it is. */
  static final long LARGEST = 64 * 1024;

  private RequestContent() {}

  /**
   * Refuses content without reading it.
   *
   * @throws ProblemException CONTENT_TOO_LARGE or UNSUPPORTED_MEDIA_TYPE
   */
  static void refuse(Context request) {
    long length = request.req().getContentLengthLong();
    if (length > LARGEST) {
      throw ProblemException.of(
          Problem.Kind.CONTENT_TOO_LARGE,
          "Send no content with this request; nothing takes more than %d bytes."
              .formatted(LARGEST));
    }
    if (length > 0 || request.header("Transfer-Encoding") != null) {
      throw ProblemException.of(
          Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "Send no content with this request.");
    }
  }
}
