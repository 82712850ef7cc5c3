package dev.threeway.benchmarks.query;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads one HTTP/1.1 response after another from the bytes of a connection as they come: with a
 * {@code Content-Length} or in chunks. Not thread-safe.
 */
final class ResponseParser {
  private enum State {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    DONE
  }

  private static final int MOST_LINE = 16 * 1024;
  private static final int STATUS_AT = 9;
  private static final int HEX = 16;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream(64 * 1024);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private State state = State.HEAD;
  private int status;
  private boolean retryAfter;
  private boolean closes;
  private boolean chunked;
  private int left;

  /**
   * Takes what has come.
   *
   * @return whether the response is whole
   * @throws IllegalStateException if it is no HTTP/1.1 response
   */
  boolean feed(ByteBuffer in) {
    while (in.hasRemaining() && state != State.DONE) {
      if (state == State.BODY || state == State.CHUNK) {
        takeBody(in);
      } else {
        byte next = in.get();
        if (next == '\n') {
          endOfLine(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
          line.reset();
        } else if (line.size() == MOST_LINE) {
          throw new IllegalStateException("a line of a response has no end");
        } else {
          line.write(next);
        }
      }
    }
    return state == State.DONE;
  }

  private void takeBody(ByteBuffer in) {
    int taken = Math.min(left, in.remaining());
    body.write(in.array(), in.arrayOffset() + in.position(), taken);
    in.position(in.position() + taken);
    left -= taken;
    if (left == 0) {
      state = state == State.CHUNK ? State.CHUNK_END : State.DONE;
    }
  }

  private void endOfLine(String text) {
    switch (state) {
      case HEAD -> head(text);
      case CHUNK_SIZE -> {
        int end = text.indexOf(';');
        left = Integer.parseInt(end < 0 ? text : text.substring(0, end), HEX);
        state = left == 0 ? State.TRAILER : State.CHUNK;
      }
      case CHUNK_END -> state = State.CHUNK_SIZE;
      case TRAILER -> state = text.isEmpty() ? State.DONE : State.TRAILER;
      default -> throw new IllegalStateException("no line is due");
    }
  }

  private void head(String text) {
    if (status == 0) {
      if (!text.startsWith("HTTP/1.1 ")) {
        throw new IllegalStateException("no response of HTTP/1.1: " + text);
      }
      status = Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + 3));
      return;
    }
    if (text.isEmpty()) {
      state = chunked ? State.CHUNK_SIZE : left == 0 ? State.DONE : State.BODY;
      return;
    }
    int colon = text.indexOf(':');
    String value = text.substring(colon + 1).strip();
    switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "content-length" -> left = Integer.parseInt(value);
      case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
      case "retry-after" -> retryAfter = true;
      case "connection" -> closes = value.equalsIgnoreCase("close");
      default -> {
        // Says nothing that matters here.
      }
    }
  }

  int status() {
    return status;
  }

  boolean retryAfter() {
    return retryAfter;
  }

  /** Whether the server ends the connection after this response. */
  boolean closes() {
    return closes;
  }

  byte[] body() {
    return body.toByteArray();
  }

  /** Begins with the next response. */
  void reset() {
    state = State.HEAD;
    status = 0;
    retryAfter = false;
    closes = false;
    chunked = false;
    left = 0;
    body.reset();
  }
}
