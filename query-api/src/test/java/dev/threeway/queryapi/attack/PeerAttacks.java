package dev.threeway.queryapi.attack;

import java.util.List;

/** Callers who call themselves another instance. */
final class PeerAttacks {
  private static final String HOPS = "Threeway-Hops";
  private static final String PARTITIONS = "Threeway-Partitions";
  private static final String BREAKS = "/api/v1/mismatches";

  private PeerAttacks() {}

  static List<Attack> of(Target target, String txnId) {
    Attacks attacks = new Attacks("peers", target);
    attacks.request("an instance without a token", target.get(BREAKS).with(HOPS, "1"), 401);
    attacks.request(
        "an instance without the right",
        target.get("/api/v1/admin/instances", "viewer").with(HOPS, "1"),
        403);
    attacks.request(
        "an instance asks for an account",
        target.get(BREAKS + "?account=" + target.accounts().get(0), "viewer").with(HOPS, "1"),
        403);
    attacks.request(
        "an instance reads the list", target.get(BREAKS, "viewer").with(HOPS, "1"), 200);
    attacks.request(
        "an instance reads a transaction",
        target.get("/api/v1/transactions/" + txnId, "viewer").with(HOPS, "1"),
        200,
        503);
    for (String hops : List.of("", "0", "-1", "99999999999999999999", "x")) {
      attacks.request("so many hops: " + hops, target.get(BREAKS, "viewer").with(HOPS, hops), 200);
    }
    for (String partitions : List.of("x", "", "1,", "1;DROP", "99999999999999")) {
      attacks.request(
          "the partitions \"%s\"".formatted(partitions),
          target.get(BREAKS, "viewer").with(HOPS, "1").with(PARTITIONS, partitions),
          400);
    }
    for (String partitions : List.of("-1", "2147483647", "0,0,0,0")) {
      attacks.request(
          "the partitions " + partitions,
          target.get(BREAKS, "viewer").with(HOPS, "1").with(PARTITIONS, partitions),
          200,
          400,
          503);
    }
    attacks.request(
        "a copy for an owner",
        target
            .get(BREAKS, "viewer")
            .with(HOPS, "1")
            .with("Threeway-Copies", "true")
            .with(PARTITIONS, "0,1,2,3,4,5"),
        200,
        503);
    return attacks.list();
  }
}
