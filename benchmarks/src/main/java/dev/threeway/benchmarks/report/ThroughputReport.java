package dev.threeway.benchmarks.report;

import dev.threeway.benchmarks.judge.Judgement;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.simulator.score.TypeScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The table of a benchmark of throughput, the ratios, and what has to be said beside them. */
public final class ThroughputReport {
  private static final double MB = 1024.0 * 1024.0;
  private static final String NOTHING = "–";

  private final String reference;
  private final Map<String, List<Measurement>> byContender = new LinkedHashMap<>();

  /**
   * A report of what was measured.
   *
   * @param reference the contender that the ratios are of
   * @param order the contenders in the order of the table
   */
  public ThroughputReport(String reference, List<String> order, List<Measurement> measurements) {
    this.reference = reference;
    for (String contender : order) {
      List<Measurement> own =
          measurements.stream().filter(one -> one.contender().equals(contender)).toList();
      if (!own.isEmpty()) {
        byContender.put(contender, own);
      }
    }
  }

  /** Whether every contender of this name was right in all rounds. */
  public boolean right(String contender) {
    return byContender.getOrDefault(contender, List.of()).stream()
        .allMatch(one -> one.judgement().map(Judgement::right).orElse(true));
  }

  /** How much faster the reference is than each other contender: ratio of the medians. */
  public Map<String, Double> ratios() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    if (byContender.containsKey(reference)) {
      double own = median(reference);
      byContender.keySet().stream()
          .filter(contender -> !contender.equals(reference))
          .forEach(contender -> ratios.put(contender, own / median(contender)));
    }
    return ratios;
  }

  private double median(String contender) {
    return Spread.of(byContender.get(contender), Measurement::legsPerSecond).median();
  }

  /** Everything as lines of text. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(table());
    lines.add("");
    ratios()
        .forEach(
            (contender, ratio) ->
                lines.add(
                    String.format(Locale.ROOT, "ratio %s / %s %.2f", reference, contender, ratio)));
    List<String> notes = notes();
    if (!notes.isEmpty()) {
      lines.add("");
      lines.addAll(notes);
    }
    return lines;
  }

  private List<String> table() {
    TextTable table =
        new TextTable(
            "contender",
            "legs/s",
            "least–most",
            "CPU s/M legs",
            "broker CPU s/M",
            "peak MB",
            "log records/leg",
            "log bytes/leg",
            "start s",
            "verdicts");
    byContender.forEach(
        (contender, own) -> {
          Spread speed = Spread.of(own, Measurement::legsPerSecond);
          boolean logs = own.stream().anyMatch(one -> one.changelogRecords() > 0);
          table.row(
              contender,
              whole(speed.median()),
              whole(speed.least()) + "–" + whole(speed.most()),
              decimals(1, own, Measurement::cpuPerMillion),
              decimals(1, own, Measurement::brokerCpuPerMillion),
              decimals(0, own, one -> one.peakBytes() / MB),
              logs ? decimals(2, own, Measurement::changelogRecordsPerLeg) : NOTHING,
              logs ? decimals(0, own, Measurement::changelogBytesPerLeg) : NOTHING,
              decimals(1, own, Measurement::startSeconds),
              verdicts(own));
        });
    return table.lines();
  }

  private static String decimals(
      int digits, List<Measurement> own, ToDoubleFunction<Measurement> figure) {
    return String.format(Locale.ROOT, "%." + digits + "f", Spread.of(own, figure).median());
  }

  private static String whole(double figure) {
    return String.format(Locale.ROOT, "%,.0f", figure);
  }

  /** The worst of all rounds. */
  private static String verdicts(List<Measurement> own) {
    return worst(own).map(Judgement::text).orElse(NOTHING);
  }

  private static Optional<Judgement> worst(List<Measurement> own) {
    return own.stream()
        .flatMap(one -> one.judgement().stream())
        .reduce((one, other) -> one.right() ? other : one);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    long most =
        byContender.values().stream().mapToLong(own -> own.get(0).transactions()).max().orElse(0);
    byContender.forEach(
        (contender, own) -> {
          long given = own.get(0).transactions();
          if (given < most) {
            notes.add(
                String.format(
                    Locale.ROOT,
                    "%s: only the first %,d of the %,d transactions",
                    contender,
                    given,
                    most));
          }
          worst(own)
              .filter(judgement -> !judgement.right())
              .ifPresent(
                  judgement -> {
                    notes.add(contender + ": " + precision(judgement));
                    judgement.examples().stream()
                        .limit(3)
                        .forEach(example -> notes.add("  " + example));
                  });
        });
    return notes;
  }

  private static String precision(Judgement judgement) {
    if (judgement.types().values().stream().allMatch(TypeScore::perfect)) {
      return "every break was found, and no other";
    }
    return judgement.types().entrySet().stream()
        .filter(entry -> !entry.getValue().perfect())
        .map(entry -> precision(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("; ", "precision and recall: ", ""));
  }

  private static String precision(BreakType type, TypeScore score) {
    return String.format(Locale.ROOT, "%s %.4f %.4f", type, score.precision(), score.recall());
  }

  /** The contenders in order, with what was measured. */
  Map<String, List<Measurement>> measurements() {
    return byContender;
  }
}
