package dev.threeway.queryapi.attack;

import java.util.ArrayList;
import java.util.List;

/** A request, written as it goes over the wire: nothing is put right. */
final class Request {
  private static final int SHOWN = 90;

  private final String method;
  private final String target;
  private final List<String> headers = new ArrayList<>();
  private String body = "";

  Request(String method, String target) {
    this.method = method;
    this.target = target;
  }

  Request bearer(String token) {
    return with("Authorization", "Bearer " + token);
  }

  Request with(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  /** A line between the first and the empty one, whatever it is. */
  Request line(String line) {
    headers.add(line);
    return this;
  }

  Request body(String content) {
    body = content;
    return this;
  }

  String text() {
    StringBuilder text = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1");
    if (headers.stream().noneMatch(header -> header.regionMatches(true, 0, "host:", 0, 5))) {
      text.append("\r\nHost: localhost");
    }
    headers.forEach(header -> text.append("\r\n").append(header));
    return text.append("\r\nConnection: close\r\n\r\n").append(body).toString();
  }

  /** What the table shows: the first line and the headers without good tokens. */
  String summary() {
    StringBuilder text = new StringBuilder(method).append(' ').append(target);
    for (String header : headers) {
      text.append(" | ").append(header.startsWith("Authorization: Bearer ey") ? "token" : header);
    }
    return printable(text.append(body.isEmpty() ? "" : " | content").toString());
  }

  static String printable(String text) {
    String line = text.replace("\r", "\\r").replace("\n", "\\n").replaceAll("[^\\x20-\\x7e]", "?");
    return line.length() > SHOWN ? line.substring(0, SHOWN - 1) + "…" : line;
  }
}
