package dev.threeway.queryapi.attack;

import java.util.List;

/** Text that wants to become a header, or a line of a log. */
final class InjectionAttacks {
  private static final String BREAKS = "/api/v1/mismatches";

  /** What would stand at the start of a line if it had one of its own. */
  public static final String FORGED_LINE = "2026-01-01T00:00:00.000Z ERROR Forged";

  private InjectionAttacks() {}

  static List<Attack> of(Target target) {
    Attacks attacks = new Attacks("lines", target);
    String crlf = "%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a<html>";
    String line = "%0d%0a" + FORGED_LINE.replace(" ", "%20");
    attacks.request("CR LF in an id", target.get("/api/v1/transactions/x" + crlf, "viewer"), 400);
    attacks.request("CR LF in a path", target.get("/x" + crlf, "viewer"), 400, 404);
    attacks.request("CR LF in a parameter", target.get(BREAKS + "?text=x" + crlf, "viewer"), 400);
    attacks.request(
        "CR LF in a parameter's name", target.get(BREAKS + "?x" + crlf + "=1", "viewer"), 400);
    attacks.request(
        "CR LF in the id of an event",
        target
            .get("/api/v1/stream?last_event_id=x" + crlf, "viewer")
            .with("Accept", "text/event-stream"),
        400);
    attacks.request(
        "CR LF of other alphabets",
        target.get(BREAKS + "?x=%E5%98%8A%E5%98%8DSet-Cookie:a=b", "viewer"),
        400);
    attacks.request(
        "a line feed in a header",
        target.get("/api/v1/me", "viewer").line("X: a\nSet-Cookie: a=b"),
        200,
        400);
    attacks.request(
        "a carriage return in a header",
        target.get("/api/v1/me", "viewer").line("X: a\rSet-Cookie: a=b"),
        400);
    attacks
        .request(
            "a trace that is no trace",
            target
                .get("/api/v1/me", "viewer")
                .with("traceparent", "00-" + "<script>".repeat(20) + "-01"),
            200)
        .without("<script>");
    attacks.request("a log line in a path", target.get("/x" + line, "viewer"), 400, 404);
    attacks.request(
        "a log line in an id", target.get("/api/v1/transactions/x" + line, "viewer"), 400);
    attacks.request(
        "a log line in a parameter", target.get(BREAKS + "?text=x" + line, "viewer"), 400);
    attacks.request(
        "a log line in a token", target.get("/api/v1/me").bearer("x." + FORGED_LINE + ".x"), 401);
    attacks.request(
        "a look-up in a parameter",
        target.get(BREAKS + "?text=$%7Bjndi:ldap://127.0.0.1:1/a%7D", "viewer"),
        200);
    attacks.request(
        "a look-up in a header",
        target.get("/api/v1/me", "viewer").with("User-Agent", "${jndi:ldap://127.0.0.1:1/a}"),
        200);
    attacks.request("a zero byte in a parameter", target.get(BREAKS + "?text=%00", "viewer"), 400);
    attacks.request("bytes that are no UTF-8", target.get(BREAKS + "?text=%ff%fe", "viewer"), 400);
    attacks.request(
        "characters that no address has", target.get(BREAKS + "?text=<>|{}^`\"", "viewer"), 400);
    return attacks.list();
  }
}
