package dev.threeway.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.deploy.check.ApiBreaks;
import dev.threeway.deploy.check.Verdicts;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.simulator.score.Score;
import dev.threeway.simulator.score.ScoreTable;
import dev.threeway.simulator.truth.FaultRecord;
import dev.threeway.simulator.truth.Truth;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Prints what a demo has found. */
final class DemoReport {
  private final PrintWriter out;
  private final Truth truth;
  private final Addresses addresses;

  DemoReport(PrintWriter out, Truth truth, Addresses addresses) {
    this.out = out;
    this.truth = truth;
    this.addresses = addresses;
  }

  void print(Verdicts verdicts, Optional<Duration> firstMismatch) throws IOException {
    ScoreTable.format(verdicts.scores()).lines().forEach(line -> out.println("  " + line));
    out.println();
    printRejected(verdicts);
    if (verdicts.notJudged() > 0) {
      out.printf(
          "  %d transactions are not judged: this machine was too busy to send them in time.%n",
          verdicts.notJudged());
    }
    printProblems(verdicts);
    printOneTransaction();
    out.println(
        firstMismatch
            .map(
                time ->
                    String.format(
                        Locale.ROOT,
                        "  The first mismatch was in PostgreSQL %.1f s after the start.",
                        time.toMillis() / 1_000.0))
            .orElse("  No mismatch has reached PostgreSQL."));
    out.println(
        verdicts.perfect()
            ? "  All three places agree: every fault was found, and nothing else."
            : "  FAILED: what was found is not what was injected.");
    out.flush();
  }

  private void printRejected(Verdicts verdicts) {
    TreeSet<String> reasons = new TreeSet<>(verdicts.toReject().keySet());
    reasons.addAll(verdicts.rejected().keySet());
    for (String reason : reasons) {
      out.printf(
          "  dead_letters %-17s injected %3d, found %3d%n",
          reason,
          verdicts.toReject().getOrDefault(reason, 0L),
          verdicts.rejected().getOrDefault(reason, 0L));
    }
  }

  private void printProblems(Verdicts verdicts) {
    verdicts
        .scores()
        .forEach(
            (place, score) ->
                score.problems().forEach(problem -> out.println("  ! " + place + ": " + problem)));
    verdicts.disagreements().forEach(line -> out.println("  ! " + line));
    if (verdicts.undecided() > 0) {
      out.printf("  ! %d transactions are still pending in PostgreSQL%n", verdicts.undecided());
    }
    if (verdicts.scores().values().stream().anyMatch(score -> score.foreign() > 0)) {
      out.printf(
          "  ! %d breaks are of no transaction of this run%n",
          verdicts.scores().values().stream().mapToLong(Score::foreign).max().orElse(0));
    }
  }

  /** One transaction whose amounts differ, or else any that is broken. */
  private void printOneTransaction() throws IOException {
    Optional<FaultRecord> chosen =
        truth.faults().stream()
            .filter(fault -> has(fault, BreakType.AMOUNT))
            .findFirst()
            .or(
                () ->
                    truth.faults().stream()
                        .filter(fault -> !fault.expectedBreaks().isEmpty())
                        .findFirst());
    if (chosen.isEmpty()) {
      return;
    }
    Optional<JsonNode> shown = new ApiBreaks(addresses).transaction(chosen.get().txnId());
    out.println();
    out.printf(
        "  GET /api/v1/transactions/%s   %s%n",
        chosen.get().txnId(), shown.map(group -> group.path("status").asText()).orElse("404"));
    shown.ifPresent(this::printSideBySide);
    out.println();
  }

  private static boolean has(FaultRecord fault, BreakType type) {
    return fault.expectedBreaks().stream()
        .anyMatch(one -> one.type() == type && one.state() == BreakState.OPEN);
  }

  private void printSideBySide(JsonNode group) {
    String format = "    %-11s %-26s %-26s %-26s %s%n";
    out.printf(format, "", "CORE", "GATEWAY", "MOBILE", "");
    for (JsonNode row : group.path("comparison")) {
      out.printf(
          format,
          row.path("field").asText(),
          row.path("core_value").asText("–"),
          row.path("gateway_value").asText("–"),
          row.path("mobile_value").asText("–"),
          row.path("verdict").asText().replace('_', ' ').toLowerCase(Locale.ROOT));
    }
    for (JsonNode one : group.path("breaks")) {
      out.printf(
          "    → %s %s, %s, at risk %s %s, deviating %s%n",
          one.path("severity").asText(),
          one.path("type").asText(),
          one.path("state").asText(),
          one.path("amount_at_risk").asText(),
          one.path("currency").asText(),
          String.join(", ", texts(one.path("deviating"))));
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
