package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that a history leads to on one partition, as lines: two outcomes are the same if their texts
 * are.
 */
final class Outcome {
  /**
   * The id of a transaction that only parts one history from the next: what is published of it is
   * left out.
   */
  static final String REST = "T-rest-";

  private final Map<String, List<String>> published = new TreeMap<>();
  private final List<String> deadLetters = new ArrayList<>();
  private final Map<String, Long> totals = new TreeMap<>();
  private final Map<String, List<String>> stored = new TreeMap<>();

  void breakVersion(Version version) {
    publish(version.txnId(), version.kind(), version.line());
  }

  void result(String txnId, String line) {
    publish(txnId, "result", line);
  }

  private void publish(String txnId, String kind, String line) {
    if (!txnId.startsWith(REST)) {
      add(published, txnId + " " + kind, line);
    }
  }

  void deadLetter(String line) {
    deadLetters.add(line);
  }

  /** So many records of a source, or legs on file of it, are accounted for under this name. */
  void count(Source source, String name, long count) {
    if (count != 0) {
      totals.merge(source + " " + name, count, Long::sum);
    }
  }

  /** This is in a store when the history has ended. */
  void stored(String store, String key) {
    add(stored, store, key);
  }

  private static void add(Map<String, List<String>> lines, String key, String line) {
    lines.computeIfAbsent(key, none -> new ArrayList<>()).add(line);
  }

  /**
   * What is known in the end, whatever the way to it: no versions, no wall-clock times, no days.
   */
  String lastWord() {
    return published.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue().get(entry.getValue().size() - 1))
        .filter(line -> !line.contains(" RESOLVED "))
        .map(
            line -> line.replaceAll("(: v|detected |resolved |decided |@)\\S+|\\d+-\\d+-\\d+T", ""))
        .collect(Collectors.joining("\n"));
  }

  /** The reasons of the dead letters. */
  List<String> rejections() {
    return deadLetters.stream().map(letter -> letter.substring(0, letter.indexOf(' '))).toList();
  }

  /** As text, without the offsets of records. */
  String withoutOffsets() {
    return toString().replaceAll("@\\d+", "");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    published.forEach((key, lines) -> lines.forEach(line -> line(text, key + ": " + line)));
    deadLetters.forEach(letter -> line(text, "dead letter: " + letter));
    totals.forEach((name, count) -> line(text, "total " + name + " = " + count));
    stored.forEach(
        (store, keys) ->
            keys.stream().sorted().forEach(key -> line(text, "store " + store + ": " + key)));
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
