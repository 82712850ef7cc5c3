package dev.threeway.queryapi.attack;

import java.util.List;
import java.util.regex.Pattern;

/** Stored text that a spreadsheet would run, and what exports give to whom. */
public final class ExportAttacks {
  /** Transaction ids that a spreadsheet takes for formulas. */
  public static final List<String> FORMULAS =
      List.of(
          "=HYPERLINK(\"http://evil.example\";\"x\")",
          "+cmd|' /C calc'!A0",
          "-2+3+cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd|' /C calc'!A0");

  private static final Pattern CELL = Pattern.compile("(?m)(^|,)\"?[=+@\\t\\r]|(^|,)\"?-[^0-9]");

  private ExportAttacks() {}

  /** The cases against an API whose history has a result and a break of each of the formulas. */
  public static List<Attack> of(Target target) {
    Attacks attacks = new Attacks("exports", target);
    for (String list : List.of("transactions", "mismatches")) {
      String path = "/api/v1/export/" + list;
      attacks
          .request(
              "formulas in the " + list, target.get(path + "?format=csv&text=%3D", "auditor"), 200)
          .and("as text", reply -> reply.body().contains("'=HYPERLINK"))
          .inFull();
      attacks
          .request("all " + list + " as CSV", target.get(path + "?format=csv", "auditor"), 200)
          .and("no cell that is a formula", reply -> !CELL.matcher(reply.body()).find())
          .and(
              "to be saved",
              reply -> reply.header("Content-Disposition").orElse("").startsWith("attachment"))
          .inFull();
      attacks.request("the " + list + " to a viewer", target.get(path, "viewer"), 403);
    }
    return attacks.list();
  }
}
