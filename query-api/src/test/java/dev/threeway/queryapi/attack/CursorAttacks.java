package dev.threeway.queryapi.attack;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cursors of others, and cursors that were changed. */
final class CursorAttacks {
  private static final String BREAKS = "/api/v1/mismatches";
  private static final String PAGE = BREAKS + "?limit=1&cursor=";
  private static final Pattern NEXT = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

  private CursorAttacks() {}

  static List<Attack> of(Target target) throws Exception {
    Attacks attacks = new Attacks("cursors", target);
    Reply page = Wire.send(target, target.get(BREAKS + "?limit=1", "operator"));
    Matcher next = NEXT.matcher(page.body());
    if (!next.find()) {
      throw new IllegalStateException("the list has no second page: " + page.text());
    }
    String cursor = next.group(1);
    char last = cursor.charAt(cursor.length() - 1);
    attacks.request("a cursor of one's own", target.get(PAGE + cursor, "operator"), 200).inFull();
    attacks.request("another user's cursor", target.get(PAGE + cursor, "viewer"), 400);
    attacks.request(
        "another user's cursor, with more rights", target.get(PAGE + cursor, "admin"), 400);
    attacks.request(
        "a cursor under another filter",
        target.get(PAGE + cursor + "&type=AMOUNT", "operator"),
        400);
    attacks.request(
        "a cursor of another list",
        target.get("/api/v1/transactions/pending?limit=1&cursor=" + cursor, "operator"),
        400);
    attacks.request(
        "a cursor of another view",
        target.get(PAGE + cursor + "&view=history", "operator"),
        400,
        503);
    for (int at : new int[] {0, 1, 12, cursor.length() / 2, cursor.length() - 2}) {
      char changed = cursor.charAt(at) == 'A' ? 'B' : 'A';
      attacks.request(
          "a cursor changed at " + at,
          target.get(
              PAGE + cursor.substring(0, at) + changed + cursor.substring(at + 1), "operator"),
          400);
    }
    attacks.request(
        "a cursor cut off",
        target.get(PAGE + cursor.substring(0, cursor.length() - 4), "operator"),
        400);
    attacks.request(
        "a cursor spelled differently", target.get(PAGE + cursor + "=" + last, "operator"), 400);
    attacks.request(
        "a cursor of zeros", target.get(PAGE + "A".repeat(cursor.length()), "operator"), 400);
    attacks.request("a cursor of 5 kB", target.get(PAGE + "A".repeat(5_000), "operator"), 400);
    attacks.request(
        "a serialised object for a cursor", target.get(PAGE + "rO0ABXNyABFqYXZh", "operator"), 400);
    return attacks.list();
  }
}
