package dev.threeway.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the query API has answered, as text. */
public final class QueryReport {
  /** Status 0 stands for no answer at all. */
  private static final String NO_ANSWER = "none";

  private final JsonNode result;

  /** Reads what the load has written. */
  public QueryReport(JsonNode result) {
    this.result = result;
  }

  /** Milliseconds by what was asked and by status, then rates, processors and judgement. */
  public List<String> lines() {
    TextTable table =
        new TextTable(
            "asked for", "status", "answers", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "");
    for (JsonNode each : result.path("latency_us")) {
      int status = each.path("status").asInt();
      row(table, each, status == 0 ? NO_ANSWER : Integer.toString(status));
    }
    row(table, result.path("transactions_us"), "all");
    row(table, result.path("lists_us"), "all");
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add(
        format(
            "%,.0f legs/s and %,.1f requests/s for %.0f s",
            number("legs_per_second"), number("requests_per_second"), number("seconds")));
    lines.add(processors());
    JsonNode answers = result.path("answers");
    lines.add(
        format(
            "every answer judged, with those before the measurement: %,d right, %,d declared"
                + " stale, %,d declared partial, %,d 503, %,d wrong",
            answers.path("right").asLong(),
            answers.path("stale").asLong(),
            answers.path("partial").asLong(),
            answers.path("unavailable").asLong(),
            wrong()));
    result.path("wrong").forEach(each -> lines.add("WRONG " + each.asText()));
    return lines;
  }

  /** How many answers were wrong. */
  public long wrong() {
    return result.path("answers").path("wrong").asLong();
  }

  private static void row(TextTable table, JsonNode each, String status) {
    table.row(
        each.path("what").asText(),
        status,
        format("%,d", each.path("count").asLong()),
        millis(each, "p50"),
        millis(each, "p99"),
        millis(each, "p99_9"),
        millis(each, "max"),
        "");
  }

  private String processors() {
    JsonNode cpu = result.path("cpu_seconds");
    double all = cpu.path("wall").asDouble() * cpu.path("processors").asInt();
    return format(
        "of %d processors: the load itself %.0f %%, the engines %.0f %%, the broker %.0f %%,"
            + " everything else %.0f %%",
        cpu.path("processors").asInt(),
        100 * cpu.path("load").asDouble() / all,
        100 * cpu.path("engines").asDouble() / all,
        100 * cpu.path("broker").asDouble() / all,
        100 * cpu.path("others").asDouble() / all);
  }

  private double number(String name) {
    return result.path(name).asDouble();
  }

  private static String millis(JsonNode each, String name) {
    return format("%,.1f", each.path(name).asLong() / 1e3);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
