package dev.threeway.queryapi.attack;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests that two servers would take apart at different places. One is answered at most, and what
 * was hidden in its content never is.
 */
final class SmugglingAttacks {
  private static final String HIDDEN =
      "GET /openapi.yaml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private SmugglingAttacks() {}

  static List<Attack> of(Target target) {
    Attacks attacks = new Attacks("smuggling", target);
    String length = "Content-Length: " + HIDDEN.length() + "\r\n";
    Map<String, String> framings = new TreeMap<>();
    framings.put(
        "CL.TE", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN);
    framings.put(
        "TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + HIDDEN);
    framings.put("two lengths", length + "Content-Length: 0\r\n\r\n" + HIDDEN);
    framings.put("a list of lengths", "Content-Length: 0, 5\r\n\r\n" + HIDDEN);
    framings.put(
        "a length with a sign", "Content-Length: +" + HIDDEN.length() + "\r\n\r\n" + HIDDEN);
    framings.put("a negative length", "Content-Length: -1\r\n\r\n" + HIDDEN);
    framings.put("a length in hexadecimal", "Content-Length: 0x10\r\n\r\n" + HIDDEN);
    framings.put(
        "a length beyond all numbers", "Content-Length: 99999999999999999999\r\n\r\n" + HIDDEN);
    framings.put(
        "a space before the colon", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN);
    framings.put(
        "an encoding that only looks like chunked",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN);
    framings.put(
        "two encodings",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + HIDDEN);
    framings.put(
        "chunked that is not last", "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" + HIDDEN);
    framings.put("a folded header", "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + HIDDEN);
    framings.put(
        "a folded header before a length",
        "X: a\r\n Content-Length: 0\r\n" + length + "\r\n" + HIDDEN);
    framings.put("a header without a name", ": x\r\n" + length + "\r\n" + HIDDEN);
    framings.put(
        "a lone carriage return", "X: a\rContent-Length: 0\r\n" + length + "\r\n" + HIDDEN);
    framings.put("a zero byte in a header", "X: a\0b\r\n" + length + "\r\n" + HIDDEN);
    framings.put("a chunk that is no number", "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + HIDDEN);
    framings.put(
        "a chunk beyond all numbers",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + HIDDEN);
    framings.forEach((name, framing) -> hidden(attacks, name, framing));
    for (String method : List.of("GET", "POST")) {
      attacks
          .bytes(
              "a request as content, " + method,
              method + " /livez HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + HIDDEN,
              405,
              415)
          .and("one answer", reply -> reply.responses() == 1);
    }
    attacks.bytes("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 426, 505);
    attacks.bytes("a request of HTTP/0.9", "GET /api/v1/me\r\n\r\n", 400, 426, 505);
    attacks
        .request(
            "a change of protocol to h2c",
            target
                .get("/api/v1/admin/rules", "viewer")
                .with("Upgrade", "h2c")
                .with("HTTP2-Settings", "AAMAAABkAARAAAAAAAIAAAAA"),
            400,
            403)
        .without("101 Switching");
    return attacks.list();
  }

  private static void hidden(Attacks attacks, String name, String framing) {
    for (String method : List.of("GET", "POST")) {
      attacks
          .bytes(
              name + ", " + method,
              method + " /livez HTTP/1.1\r\nHost: localhost\r\n" + framing,
              400,
              405,
              413,
              415,
              501)
          .and("one answer", reply -> reply.responses() == 1)
          .and("closed", Reply::closed);
    }
  }
}
