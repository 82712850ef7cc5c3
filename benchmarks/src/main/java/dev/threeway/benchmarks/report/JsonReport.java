package dev.threeway.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.threeway.benchmarks.judge.Judgement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The same as the table, and every single round, as JSON. */
public final class JsonReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonReport() {}

  /**
   * Writes a file.
   *
   * @param settings how it was measured
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Map<String, String> settings, ThroughputReport report) {
    ObjectNode root = MAPPER.createObjectNode();
    settings.forEach(root.putObject("settings")::put);
    ArrayNode contenders = root.putArray("contenders");
    report
        .measurements()
        .forEach((name, rounds) -> contenders.add(contender(name, rounds, report)));
    report.ratios().forEach(root.putObject("ratios")::put);
    write(file, root);
  }

  /** Writes any tree to a file, indented. */
  public static void write(Path file, ObjectNode root) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Files.writeString(
          file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static ObjectNode contender(
      String name, List<Measurement> rounds, ThroughputReport report) {
    ObjectNode node = MAPPER.createObjectNode().put("name", name);
    Spread speed = Spread.of(rounds, Measurement::legsPerSecond);
    node.putObject("legs_per_second")
        .put("median", speed.median())
        .put("least", speed.least())
        .put("most", speed.most());
    node.put(
        "cpu_seconds_per_million_legs", Spread.of(rounds, Measurement::cpuPerMillion).median());
    node.put(
        "broker_cpu_seconds_per_million_legs",
        Spread.of(rounds, Measurement::brokerCpuPerMillion).median());
    node.put("peak_bytes", (long) Spread.of(rounds, Measurement::peakBytes).median());
    node.put(
        "changelog_records_per_leg",
        Spread.of(rounds, Measurement::changelogRecordsPerLeg).median());
    node.put(
        "changelog_bytes_per_leg", Spread.of(rounds, Measurement::changelogBytesPerLeg).median());
    node.put("right", report.right(name));
    ArrayNode all = node.putArray("rounds");
    rounds.forEach(round -> all.add(round(round)));
    return node;
  }

  private static ObjectNode round(Measurement one) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("round", one.round())
            .put("transactions", one.transactions())
            .put("legs", one.legs())
            .put("start_seconds", one.startSeconds())
            .put("seconds", one.seconds())
            .put("cpu_seconds", one.cpuSeconds())
            .put("broker_cpu_seconds", one.brokerCpuSeconds())
            .put("peak_bytes", one.peakBytes())
            .put("changelog_records", one.changelogRecords())
            .put("changelog_bytes", one.changelogBytes())
            .put("published", one.published());
    one.judgement().ifPresent(judgement -> node.set("judgement", judgement(judgement)));
    return node;
  }

  private static ObjectNode judgement(Judgement judgement) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("right", judgement.right())
            .put("expected", judgement.expected())
            .put("missing", judgement.missing())
            .put("wrong", judgement.wrong())
            .put("twice", judgement.twice());
    ObjectNode types = node.putObject("breaks");
    judgement
        .types()
        .forEach(
            (type, score) ->
                types
                    .putObject(type.name())
                    .put("injected", score.injected())
                    .put("detected", score.detected())
                    .put("precision", score.precision())
                    .put("recall", score.recall()));
    return node;
  }
}
