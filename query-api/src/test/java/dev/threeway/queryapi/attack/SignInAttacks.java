package dev.threeway.queryapi.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/** Ways to bring a token that are none, and claims of who one is without one. */
final class SignInAttacks {
  private static final String ME = "/api/v1/me";
  private static final String RULES = "/api/v1/admin/rules";

  private SignInAttacks() {}

  static List<Attack> of(Target target) {
    Attacks attacks = new Attacks("sign-in", target);
    String admin = target.tokens().apply("admin");
    String viewer = target.tokens().apply("viewer");
    String basic = Base64.getEncoder().encodeToString("admin:admin-demo".getBytes(UTF_8));

    attacks.request("no token", target.get(RULES), 401);
    attacks.request("a password", target.get(RULES).with("Authorization", "Basic " + basic), 401);
    attacks.request(
        "a token without its scheme", target.get(RULES).with("Authorization", admin), 401);
    attacks.request("an empty token", target.get(RULES).with("Authorization", "Bearer "), 401);
    attacks
        .request("a token in the query", target.get(RULES + "?access_token=" + admin), 401)
        .without(admin);
    attacks
        .request(
            "a token in the query of the stream", target.get("/api/v1/stream?token=" + admin), 401)
        .without(admin);
    attacks.request(
        "another token in the query, beside one's own",
        target.get(ME + "?access_token=" + admin, "viewer"),
        400);
    attacks.request(
        "a token in a cookie", target.get(RULES).with("Cookie", "access_token=" + admin), 401);
    attacks.request(
        "a token in a form",
        new Request("POST", RULES)
            .with("Content-Type", "application/x-www-form-urlencoded")
            .with("Content-Length", Integer.toString(admin.length() + 13))
            .body("access_token=" + admin),
        405);
    attacks.request(
        "two tokens in two headers", target.get(RULES).bearer(viewer).bearer(admin), 400);
    attacks.request(
        "two tokens in one header", target.get(RULES).bearer(viewer + ", Bearer " + admin), 401);
    attacks.request(
        "two tokens with a space between", target.get(RULES).bearer(viewer + " " + admin), 401);
    attacks.request(
        "a token for a proxy",
        target.get(RULES).with("Proxy-Authorization", "Bearer " + admin),
        401);
    attacks.request(
        "who one is in the headers of a proxy",
        target
            .get(RULES)
            .with("X-Forwarded-User", "admin")
            .with("X-Remote-User", "admin")
            .with("X-Auth-Request-Roles", "admin"),
        401);
    attacks.request(
        "a token of a megabyte", target.get(ME).bearer(admin + "A".repeat(1 << 20)), 431);
    attacks.request("a token of seven kilobytes", target.get(ME).bearer("A".repeat(7_000)), 401);
    return attacks.list();
  }
}
