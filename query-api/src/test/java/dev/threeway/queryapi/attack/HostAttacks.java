package dev.threeway.queryapi.attack;

import java.util.List;

/** Requests that lie about where they go and where they come from. */
final class HostAttacks {
  private static final String ME = "/api/v1/me";
  private static final String EVIL = "evil.example";

  private HostAttacks() {}

  static List<Attack> of(Target target) {
    Attacks attacks = new Attacks("host", target);
    attacks
        .request("another host's name", target.get(ME, "viewer").with("Host", EVIL), 200)
        .without(EVIL);
    attacks
        .request("the name of another host on a refusal", target.get(ME).with("Host", EVIL), 401)
        .without(EVIL);
    attacks.request(
        "two hosts", target.get(ME, "viewer").with("Host", "localhost").with("Host", EVIL), 400);
    attacks.request("a host with a path", target.get(ME).with("Host", EVIL + "/x"), 400);
    attacks.request("a host with a user", target.get(ME).with("Host", "a@" + EVIL), 400);
    attacks.bytes("no host", "GET " + ME + " HTTP/1.1\r\nConnection: close\r\n\r\n", 400);
    attacks
        .request(
            "an absolute address of another host",
            target.get("http://" + EVIL + ME, "viewer"),
            200,
            400)
        .without(EVIL);
    attacks.request("an address of another protocol", target.get("file:///etc/passwd"), 400, 404);
    for (String header :
        List.of(
            "X-Forwarded-Host",
            "X-Host",
            "X-Forwarded-Server",
            "X-Original-URL",
            "X-Rewrite-URL")) {
      attacks
          .request(
              "another host by " + header,
              target.get(ME, "viewer").with(header, EVIL + "/api/v1/admin/rules"),
              200)
          .without(EVIL)
          .without("rule_version");
    }
    attacks
        .request(
            "TLS that is none",
            target
                .get(ME, "viewer")
                .with("X-Forwarded-Proto", "https")
                .with("Forwarded", "proto=https"),
            200)
        .and("no HSTS", reply -> reply.header("Strict-Transport-Security").isEmpty());
    return attacks.list();
  }
}
