package dev.threeway.queryapi.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The problems of requests that the server refuses before a route sees them. */
final class ServerErrors extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    Trace trace = Trace.continuing(request.getHeaders().get(Trace.HEADER));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    SecurityHeaders.set(request.isSecure(), response.getHeaders()::put);
    response.getHeaders().put(Trace.HEADER, trace.traceparent());
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS);
    }
    response.write(true, body(status, trace), callback);
  }

  private static ByteBuffer body(int status, Trace trace) {
    return ByteBuffer.wrap(Json.bytes(Problems.ofStatus(status, trace.traceId())));
  }
}
