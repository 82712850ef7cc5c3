package dev.threeway.queryapi.attack;

import java.util.List;

/** What somebody with few rights asks for who wants more. */
final class RoleAttacks {
  private static final String ME = "/api/v1/me";
  private static final String BREAKS = "/api/v1/mismatches";
  private static final String RULES = "/api/v1/admin/rules";

  private final Target target;
  private final Attacks attacks;

  private RoleAttacks(Target target) {
    this.target = target;
    this.attacks = new Attacks("roles", target);
  }

  static List<Attack> of(Target target, String txnId) {
    RoleAttacks roles = new RoleAttacks(target);
    roles.moreThanOneHas();
    roles.accounts(txnId);
    roles.massAssignment();
    return roles.attacks.list();
  }

  private void moreThanOneHas() {
    attacks.request("a viewer exports", target.get("/api/v1/export/mismatches", "viewer"), 403);
    attacks.request(
        "an operator exports", target.get("/api/v1/export/transactions", "operator"), 403);
    attacks.request("a viewer reads statistics", target.get(BREAKS + "/stats", "viewer"), 403);
    attacks.request(
        "an operator reads control totals", target.get("/api/v1/control-totals", "operator"), 403);
    attacks.request("an auditor reads the rules", target.get(RULES, "auditor"), 403);
    attacks.request("the same by HEAD", target.send("HEAD", RULES, "auditor"), 403);
    attacks.request(
        "roles in headers",
        target.get(RULES, "viewer").with("X-Roles", "admin").with("X-User", "admin"),
        403);
    attacks.request("a role in the query", target.get(RULES + "?role=admin", "viewer"), 403);
  }

  private void accounts(String txnId) {
    String account = target.accounts().get(0);
    attacks.request(
        "a viewer filters by account", target.get(BREAKS + "?account=" + account, "viewer"), 403);
    attacks.request(
        "a viewer filters the history by account",
        target.get("/api/v1/transactions?account=" + account, "viewer"),
        403);
    attacks.request(
        "the filter's name percent-encoded",
        target.get(BREAKS + "?%61ccoun%74=" + account, "viewer"),
        403);
    attacks
        .request(
            "the filter twice", target.get(BREAKS + "?account=&account=" + account, "viewer"), 403)
        .without("\"items\":[{");
    for (String parameter : List.of("Account", "account[]", "account.eq", "account_id")) {
      attacks.request(
          "the filter by the name " + parameter,
          target.get(BREAKS + "?" + parameter + "=" + account, "viewer"),
          400);
    }
    attacks
        .request(
            "a viewer looks for an account by text",
            target.get(BREAKS + "?text=" + account, "viewer"),
            200)
        .and("no items", reply -> reply.body().contains("\"items\":[]"));
    for (String parameter :
        List.of("sort=account_id", "order_by=account_id", "fields=account_id", "unmask=true")) {
      attacks.request(
          "the parameter " + parameter, target.get(BREAKS + "?" + parameter, "viewer"), 400);
    }
    attacks
        .request(
            "a viewer reads a transaction",
            target.get("/api/v1/transactions/" + txnId, "viewer"),
            200)
        .and("masked", reply -> reply.body().contains("••••"));
    attacks.request("a viewer reads the list", target.get(BREAKS, "viewer"), 200);
  }

  private void massAssignment() {
    String rights = "{\"roles\":[\"admin\"],\"permissions\":[\"admin\"],\"role\":\"admin\"}";
    for (String method : List.of("POST", "PUT", "PATCH")) {
      attacks.request(
          "roles in the content of " + method,
          target
              .send(method, ME, "viewer")
              .with("Content-Type", "application/json")
              .with("Content-Length", Integer.toString(rights.length()))
              .body(rights),
          405);
    }
    attacks.request("roles in the query", target.get(ME + "?roles=admin", "viewer"), 400);
    attacks.request(
        "roles in the content of GET",
        target
            .get(ME, "viewer")
            .with("Content-Type", "application/json")
            .with("Content-Length", Integer.toString(rights.length()))
            .body(rights),
        415);
    attacks.request(
        "a prototype in the query", target.get(ME + "?__proto__[roles]=admin", "viewer"), 400);
  }
}
