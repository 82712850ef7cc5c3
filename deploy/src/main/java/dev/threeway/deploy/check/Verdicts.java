package dev.threeway.deploy.check;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.simulator.score.Score;
import dev.threeway.simulator.truth.FaultRecord;
import dev.threeway.simulator.truth.Truth;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was found at one moment, in three places, and what was to be found.
 *
 * @param scores by place, in the order topic, API, PostgreSQL
 * @param disagreements what one place shows and another does not, a few lines for people
 * @param rejected how many records were turned away, by reason
 * @param toReject how many had to be turned away, by reason
 * @param notJudged how many transactions are not judged, because they were sent too late
 * @param undecided how many transactions PostgreSQL shows as pending
 */
public record Verdicts(
    Map<String, Score> scores,
    List<String> disagreements,
    Map<String, Long> rejected,
    Map<String, Long> toReject,
    long notJudged,
    long undecided) {
  private static final int MOST_LINES = 10;

  /** Copies the lines. */
  public Verdicts {
    disagreements = List.copyOf(disagreements);
  }

  /** Whether nothing is left to be decided. */
  public boolean decided() {
    return undecided == 0;
  }

  /** Whether what had to be turned away was, and nothing else. */
  public boolean rejectedAsExpected() {
    Set<String> reasons = new HashSet<>(rejected.keySet());
    reasons.addAll(toReject.keySet());
    return reasons.stream()
        .allMatch(
            reason -> {
              long surplus = rejected.getOrDefault(reason, 0L) - toReject.getOrDefault(reason, 0L);
              // A transaction that is not judged may have had a record of this kind.
              return surplus >= 0 && surplus <= notJudged;
            });
  }

  /** Whether every place shows every injected break and no other, and they agree. */
  public boolean everyBreakFound() {
    return disagreements.isEmpty() && scores.values().stream().allMatch(Score::perfect);
  }

  /** Whether that is so, and what had to be turned away was, and nothing else. */
  public boolean perfect() {
    return everyBreakFound() && rejectedAsExpected();
  }

  /**
   * Looks at all three places.
   *
   * @param truth what was injected
   */
  public static Verdicts read(Truth truth, Addresses addresses) throws IOException, SQLException {
    TopicBreaks topic = new TopicBreaks(addresses);
    Map<String, FoundBreak> onTopic = FoundBreak.latest(topic.versions());
    Map<String, FoundBreak> inDatabase;
    long undecided;
    try (DatabaseBreaks database = new DatabaseBreaks(addresses)) {
      inDatabase = FoundBreak.latest(database.breaks());
      undecided = database.results().getOrDefault("PENDING", 0L);
    }
    Map<String, FoundBreak> inApi =
        FoundBreak.latest(
            new ApiBreaks(addresses)
                .breaks(maybeResolved(truth, onTopic.values(), inDatabase.values())));
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("topic, read_committed", score(truth, onTopic));
    scores.put("API", score(truth, inApi));
    scores.put("PostgreSQL", score(truth, inDatabase));
    List<String> disagreements = new ArrayList<>();
    compare("the API", inApi, onTopic, disagreements);
    compare("PostgreSQL", inDatabase, onTopic, disagreements);
    return new Verdicts(
        scores, disagreements, topic.rejected(), toReject(truth), truth.cut().size(), undecided);
  }

  private static Score score(Truth truth, Map<String, FoundBreak> found) {
    return Score.of(truth, found.values().stream().map(FoundBreak::detected).toList());
  }

  private static Set<String> maybeResolved(
      Truth truth, Collection<FoundBreak> onTopic, Collection<FoundBreak> inDatabase) {
    Set<String> transactions = new HashSet<>();
    truth.faults().stream()
        .filter(
            fault ->
                fault.expectedBreaks().stream()
                    .anyMatch(expected -> expected.state() == BreakState.RESOLVED))
        .map(FaultRecord::txnId)
        .forEach(transactions::add);
    Stream.concat(onTopic.stream(), inDatabase.stream())
        .filter(found -> found.state() == BreakState.RESOLVED)
        .map(FoundBreak::txnId)
        .forEach(transactions::add);
    return transactions;
  }

  private static void compare(
      String place,
      Map<String, FoundBreak> found,
      Map<String, FoundBreak> onTopic,
      List<String> disagreements) {
    Set<String> ids = new HashSet<>(found.keySet());
    ids.addAll(onTopic.keySet());
    ids.stream()
        .filter(id -> found.get(id) == null || !found.get(id).equals(onTopic.get(id)))
        .limit(MOST_LINES)
        .map(
            id ->
                "%s shows %s, the topic %s"
                    .formatted(place, show(found.get(id)), show(onTopic.get(id))))
        .forEach(disagreements::add);
  }

  private static String show(FoundBreak one) {
    return one == null
        ? "nothing"
        : "%s %s version %d %s".formatted(one.txnId(), one.type(), one.version(), one.state());
  }

  private static Map<String, Long> toReject(Truth truth) {
    Map<String, Long> counts = new TreeMap<>();
    truth.deadLetters().forEach((reason, count) -> counts.put(reason.name(), count));
    return counts;
  }
}
