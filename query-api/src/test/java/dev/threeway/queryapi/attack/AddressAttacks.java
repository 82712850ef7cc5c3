package dev.threeway.queryapi.attack;

import java.util.List;

/** Paths and methods that say one thing and mean another. */
final class AddressAttacks {
  private static final String ME = "/api/v1/me";
  private static final String RULES = "/api/v1/admin/rules";

  private AddressAttacks() {}

  static List<Attack> paths(Target target) {
    Attacks attacks = new Attacks("paths", target);
    for (String path :
        List.of(
            "/livez/../api/v1/admin/rules",
            "/livez/%2e%2e/api/v1/admin/rules",
            "/livez/%252e%252e/api/v1/admin/rules",
            "/livez/..;/api/v1/admin/rules",
            "/livez;/../api/v1/admin/rules",
            "//api/v1/admin/rules",
            "/api//v1/admin/rules",
            "/api/v1/admin/./rules",
            "/api/v1/admin/rules;role=admin",
            "/api/v1/admin%2frules",
            "/api/v1/admin/rules%00",
            "/api/v1/admin/rules%20",
            "/api/v1/admin/rules/",
            "/API/v1/admin/rules",
            "/api/v1/admin/%72ules%3fx",
            "/api/v1/admin/rules%ff",
            "/api/v1/admin/rules%u0041",
            "/api/v1/admin/rules%",
            "/api/v1/admin/rules%5C..%5C",
            "\\api\\v1\\admin\\rules")) {
      attacks.request("the rules at " + path, target.get(path, "viewer"), 400, 403, 404);
    }
    for (String path :
        List.of(
            "/docs/../../../../etc/passwd",
            "/docs/..%2f..%2f..%2fetc%2fpasswd",
            "/docs/%252e%252e%252fopenapi.yaml",
            "/docs/..%5c..%5clogback.xml",
            "/docs/%c0%ae%c0%ae%c0%afetc/passwd",
            "/docs/file:%2f%2f%2fetc%2fpasswd",
            "/api/v1/transactions/..%2f..%2fadmin%2frules",
            "/WEB-INF/web.xml",
            "/.git/config",
            "/actuator/env")) {
      attacks.request("a file at " + path, target.get(path, "viewer"), 400, 404).without("root:");
    }
    attacks.request("an address of 20 000 characters", target.get("/" + "a".repeat(20_000)), 414);
    return attacks.list();
  }

  static List<Attack> methods(Target target) {
    Attacks attacks = new Attacks("methods", target);
    for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
      attacks.request(
          "POST that calls itself GET by " + header,
          target.send("POST", RULES, "admin").with(header, "GET").with("Content-Length", "0"),
          405);
    }
    attacks
        .request(
            "GET that calls itself DELETE",
            target.get(ME, "viewer").with("X-HTTP-Method-Override", "DELETE"),
            200)
        .and("the answer to GET", reply -> reply.body().contains("\"name\""));
    attacks.request("a method in the query", target.get(ME + "?_method=DELETE", "viewer"), 400);
    for (String method : List.of("TRACE", "TRACK", "DELETE", "PROPFIND", "DEBUG", "OPTIONS")) {
      attacks
          .request("the method " + method, target.send(method, RULES, "admin"), 405)
          .without("Authorization");
    }
    attacks.request("the method get", target.send("get", RULES, "viewer"), 400, 403, 405);
    attacks.request("the method GETT", target.send("GETT", RULES, "viewer"), 400, 405);
    attacks.request(
        "a way through to another server", new Request("CONNECT", "127.0.0.1:22"), 400, 404, 405);
    return attacks.list();
  }
}
