package dev.threeway.queryapi.attack;

import java.util.List;

/**
 * Idempotency keys of others. No route does anything twice, so none takes such a key: it must
 * neither open a method nor fetch an answer that somebody else was given.
 */
final class KeyAttacks {
  private static final String HEADER = "Idempotency-Key";
  private static final String KEY = "7c4a8d09-ca37-4f2e-9e1b-2f6d1c0b5a11";

  private KeyAttacks() {}

  static List<Attack> of(Target target, String txnId) {
    Attacks attacks = new Attacks("idempotency", target);
    String path = "/api/v1/transactions/" + txnId;
    attacks
        .request("a key of one's own", target.get(path, "operator").with(HEADER, KEY), 200)
        .inFull();
    attacks
        .request("another user's key", target.get(path, "viewer").with(HEADER, KEY), 200)
        .and("masked", reply -> reply.body().contains("••••"));
    attacks.request("another user's key without a token", target.get(path).with(HEADER, KEY), 401);
    attacks.request(
        "another user's key for what one may not read",
        target.get("/api/v1/admin/rules", "viewer").with(HEADER, KEY),
        403);
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      attacks.request(
          "another user's key by " + method,
          target.send(method, path, "viewer").with(HEADER, KEY),
          405);
    }
    return attacks.list();
  }
}
