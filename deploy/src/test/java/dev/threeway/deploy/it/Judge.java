package dev.threeway.deploy.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.deploy.it.KnownTraffic.Kind;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Holds every answer against the truth: what was sent, and what was published before the question
 * was asked. An answer is right, or declared stale or partial, or a 503; everything else is wrong.
 * Confined to one thread but for {@link #wrong} and {@link #counts}.
 */
final class Judge {
  private final KnownTraffic traffic;
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  Judge(KnownTraffic traffic) {
    this.traffic = traffic;
  }

  /** What is wrong, answer by answer. */
  List<String> wrong() {
    return wrong;
  }

  /** How many answers of each kind there were. */
  synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  /**
   * One transaction.
   *
   * @param published its last result before the question; null if there was none
   */
  void transaction(String txnId, ReconciliationResult published, Asked answer) {
    if (isDeclaredUnavailable(answer)) {
      return;
    }
    if (answer.status() == 404) {
      count(answer.isStale() ? "stale 404" : "404");
      check(answer.isStale() || published == null, answer, "it was published already");
      return;
    }
    count(answer.isStale() ? "stale transaction" : "transaction");
    check(answer.status() == 200, answer, "no status that the contract has here");
    Set<Source> shown = shownLegs(answer.body());
    check(traffic.sent(txnId).containsAll(shown), answer, "a report that was not sent");
    check(fits(traffic.kind(txnId), shown, answer.body()), answer, "a status that does not fit");
    if (!answer.isStale() && published != null) {
      int version = answer.body().path("version").asInt();
      check(version >= published.getVersion(), answer, "older than what was published");
      check(
          version > published.getVersion()
              || answer.body().path("status").asText().equals(published.getStatus().name()),
          answer,
          "another status than was published");
    }
  }

  private static Set<Source> shownLegs(JsonNode group) {
    Set<Source> shown = new HashSet<>();
    for (Source source : List.of(Source.CORE, Source.GATEWAY, Source.MOBILE)) {
      if (group.path("legs").has(source.name().toLowerCase(Locale.ROOT))) {
        shown.add(source);
      }
    }
    return shown;
  }

  /** Whether the status follows from the reports that are shown. */
  private static boolean fits(Kind kind, Set<Source> shown, JsonNode group) {
    boolean two = shown.size() >= 2;
    return switch (group.path("status").asText()) {
      case "PENDING" -> shown.size() < 3 && !(kind == Kind.AMOUNT && differs(shown));
      case "MATCHED" -> kind == Kind.MATCHED && shown.size() == 3;
      case "MISMATCHED" -> (kind == Kind.AMOUNT && differs(shown)) || (kind == Kind.MISSING && two);
      default -> false;
    };
  }

  private static boolean differs(Set<Source> shown) {
    return shown.contains(Source.GATEWAY) && shown.size() >= 2;
  }

  /**
   * The open breaks of the known transactions.
   *
   * @param published those that were open before the question
   */
  void mismatches(List<Mismatch> published, Asked answer) {
    if (isDeclaredUnavailable(answer)) {
      return;
    }
    check(answer.status() == 200, answer, "no status that the contract has here");
    declareCoverage("list", answer);
    Set<String> listed = new HashSet<>();
    for (JsonNode item : answer.body().path("items")) {
      String txnId = item.path("txn_id").asText();
      listed.add(item.path("mismatch_id").asText());
      Kind kind = traffic.kind(txnId);
      check(
          kind == Kind.valueOf(item.path("type").asText()),
          answer,
          "a break of %s, which is %s".formatted(txnId, kind));
    }
    if (answer.body().has("next_cursor")) {
      // What is not here is on the next page.
      return;
    }
    Set<Integer> notCurrent = partitions(answer.body().path("partitions").path("missing"));
    answer
        .body()
        .path("partitions")
        .path("stale")
        .forEach(copied -> notCurrent.add(copied.path("partition").asInt()));
    for (Mismatch each : published) {
      check(
          listed.contains(each.getMismatchId())
              || notCurrent.contains(traffic.partition(each.getTxnId())),
          answer,
          "a published break of %s is not there".formatted(each.getTxnId()));
    }
  }

  /** The control totals. */
  void controlTotals(Asked answer) {
    if (isDeclaredUnavailable(answer)) {
      return;
    }
    check(answer.status() == 200, answer, "no status that the contract has here");
    declareCoverage("totals", answer);
    check(
        answer.body().path("unexplained_residual").asLong(-1) == 0,
        answer,
        "an unexplained residual");
    Set<Integer> covered = new HashSet<>();
    answer.body().path("items").forEach(item -> covered.add(item.path("partition").asInt()));
    Set<Integer> missing = partitions(answer.body().path("partitions").path("missing"));
    int total = answer.body().path("partitions").path("total").asInt();
    check(
        covered.stream().noneMatch(missing::contains) && covered.size() + missing.size() == total,
        answer,
        "partitions that are neither there nor missing");
  }

  /** The breaks of known transactions that are open by what was published. */
  List<Mismatch> open(Published published) {
    return published.mismatches().stream()
        .filter(each -> traffic.isOurs(each.getTxnId()) && each.getState() == BreakState.OPEN)
        .toList();
  }

  private void declareCoverage(String what, Asked answer) {
    boolean missing = !answer.body().path("partitions").path("missing").isEmpty();
    check(answer.isComplete() != missing, answer, "complete does not say what missing says");
    count((answer.isStale() ? "stale " : "") + (missing ? "partial " : "") + what);
  }

  private boolean isDeclaredUnavailable(Asked answer) {
    if (answer.status() == 503) {
      count("503");
      check(answer.retryAfter(), answer, "a 503 without Retry-After");
      return true;
    }
    return false;
  }

  private static Set<Integer> partitions(JsonNode array) {
    Set<Integer> partitions = new HashSet<>();
    array.forEach(partition -> partitions.add(partition.asInt()));
    return partitions;
  }

  private synchronized void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private void check(boolean right, Asked answer, String otherwise) {
    if (!right) {
      wrong.add(
          "%s: %s → %d %s".formatted(otherwise, answer.question(), answer.status(), answer.body()));
    }
  }

  @Override
  public String toString() {
    return counts().entrySet().stream()
        .map(each -> each.getValue() + " × " + each.getKey())
        .collect(Collectors.joining(", "));
  }
}
