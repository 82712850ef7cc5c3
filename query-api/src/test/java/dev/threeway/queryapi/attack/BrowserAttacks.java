package dev.threeway.queryapi.attack;

import java.util.List;

/** Pages of others that would read or run what is ours. */
final class BrowserAttacks {
  private static final String ME = "/api/v1/me";
  private static final String ALLOWED = "Access-Control-Allow-Origin";
  private static final String CREDENTIALS = "Access-Control-Allow-Credentials";
  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final String SCRIPT_IN_URL = "%3Cscript%3Ealert(1)%3C%2Fscript%3E";

  private BrowserAttacks() {}

  static List<Attack> origins(Target target) {
    Attacks attacks = new Attacks("origins", target);
    String ours = target.origin() == null ? "https://dashboard.example.com" : target.origin();
    for (String origin :
        List.of(
            "null",
            "*",
            ours + ".evil.example",
            ours.replace("://", "://evil."),
            ours.replace("://", "://evil-"),
            ours.replace("https://", "http://"),
            ours + ":8443",
            ours + "/",
            ours.toUpperCase(java.util.Locale.ROOT),
            ours + " https://evil.example",
            "file://")) {
      attacks
          .request("a page of " + origin, target.get(ME, "viewer").with("Origin", origin), 200)
          .and("no allowed origin", reply -> reply.header(ALLOWED).isEmpty())
          .and("no credentials", reply -> reply.header(CREDENTIALS).isEmpty());
    }
    attacks
        .request(
            "a page that asks first",
            new Request("OPTIONS", ME)
                .with("Origin", "https://evil.example")
                .with("Access-Control-Request-Method", "GET")
                .with("Access-Control-Request-Headers", "authorization"),
            405)
        .and("no allowed origin", reply -> reply.header(ALLOWED).isEmpty());
    if (target.origin() != null) {
      attacks
          .request(
              "our own page that asks to delete",
              new Request("OPTIONS", ME)
                  .with("Origin", ours)
                  .with("Access-Control-Request-Method", "DELETE"),
              204)
          .and(
              "GET and HEAD alone",
              reply -> reply.header("Access-Control-Allow-Methods").orElse("").equals("GET, HEAD"))
          .and("no credentials", reply -> reply.header(CREDENTIALS).isEmpty());
    }
    attacks.request("a function's name, JSONP", target.get(ME + "?callback=steal", "viewer"), 400);
    return attacks.list();
  }

  /**
   * Script text that is stored or reflected.
   *
   * @param stored the path of a transaction that is called like a script
   */
  static List<Attack> scripts(Target target, String stored) {
    Attacks attacks = new Attacks("scripts", target);
    harmless(
        attacks.request("a script's text as a stored id", target.get(stored, "operator"), 200),
        "application/json");
    harmless(
        attacks.request(
            "the same as a page", target.get(stored, "operator").with("Accept", "text/html"), 406),
        "application/problem+json");
    harmless(
        attacks.request("a script as a path", target.get("/" + SCRIPT_IN_URL, "viewer"), 404),
        "application/problem+json");
    harmless(
        attacks.request(
            "a script as a parameter's name", target.get(ME + "?" + SCRIPT_IN_URL, "viewer"), 400),
        "application/problem+json");
    harmless(
        attacks.request(
            "a script as a parameter's value",
            target.get("/api/v1/mismatches?currency=" + SCRIPT_IN_URL, "viewer"),
            400),
        "application/problem+json");
    attacks
        .request(
            "a script as a path, not encoded",
            target.get("/" + SCRIPT.replace(" ", ""), "viewer"),
            400,
            404)
        .without(SCRIPT);
    return attacks.list();
  }

  private static void harmless(Attack attack, String type) {
    attack
        .and(type, reply -> reply.header("Content-Type").orElse("").startsWith(type))
        .and(
            "a policy that runs nothing",
            reply ->
                reply.header("Content-Security-Policy").orElse("").startsWith("default-src 'none'"))
        .inFull();
  }
}
