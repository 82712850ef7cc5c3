package dev.threeway.deploy.cli;

import dev.threeway.simulator.score.DetectedBreak;
import dev.threeway.simulator.score.Score;
import dev.threeway.simulator.score.ScoreTable;
import dev.threeway.simulator.truth.Truth;
import dev.threeway.topology.replay.JsonLinesOutput;
import dev.threeway.topology.replay.LastVersions;
import dev.threeway.topology.replay.Replay;
import dev.threeway.topology.replay.ReplayOutput;
import dev.threeway.topology.replay.ReplaySummary;
import dev.threeway.topology.replay.RuleComparison;
import dev.threeway.topology.rules.DurationText;
import dev.threeway.topology.rules.RuleSet;
import dev.threeway.topology.rules.RuleSetReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Runs recorded legs through the engine's topology, without a broker. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Run recorded legs through the engine's own topology, under a virtual clock and without a",
      "broker: for what-if questions. The same input gives the same bytes on every run.",
      "",
      "The input has one JSON object per line, in the order of arrival:",
      "  {\"topic\":\"core_txns\",\"key\":\"T1\",\"arrival_time\":\"2026-03-01T09:00:00.000Z\",",
      "   \"value\":{…the fields of TransactionEvent, the amount as a decimal string…}}",
      "with \"value_base64\" instead of \"value\" for raw bytes, and \"partition\" if there are several.",
      "The clock moves to each line's arrival_time, and what comes due on the way happens first;",
      "  {\"advance_clock_to\":\"2026-03-01T09:10:00.000Z\"}",
      "moves it further. The output has a line for every record that the engine publishes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon simulate --output legs.jsonl --truth truth.ndjson --transactions 10000",
      "  ./recon replay --input legs.jsonl --output out.jsonl --truth truth.ndjson",
      "  ./recon replay --input legs.jsonl --output out.jsonl --window 1m --rules rules.yaml",
      "  ./recon replay --input legs.jsonl --output out.jsonl --compare other-rules.yaml"
    })
final class ReplayCommand implements Callable<Integer> {
  @Mixin VerboseOption verbose;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "The legs, one JSON object per line.")
  private Path input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "Where the published records go, one JSON object per line.")
  private Path output;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationType.class,
      description =
          "The largest distance between the first and the last leg. Default: ${DEFAULT-VALUE}.")
  private Duration window;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationType.class,
      description = "How much longer to wait for a leg that is late. Default: ${DEFAULT-VALUE}.")
  private Duration grace;

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      defaultValue = "24h",
      converter = DurationType.class,
      description = "How long a transaction stays after its deadline. Default: ${DEFAULT-VALUE}.")
  private Duration retention;

  @Option(
      names = "--max-future-skew",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationType.class,
      description = "How far ahead of the clock an event time may lie. Default: ${DEFAULT-VALUE}.")
  private Duration maxFutureSkew;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Tolerances and severities (YAML). Default: the rules that ship.")
  private Path rules;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "Other rules: print what they would change.")
  private Path compare;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "The simulator's truth file: print precision and recall, exit 1 below 1.000.")
  private Path truth;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!Files.isReadable(input)) {
      throw new ParameterException(
          spec.commandLine(), "--input %s cannot be read".formatted(input));
    }
    RuleSet inForce = rules(rules);
    LastVersions last = new LastVersions();
    try (JsonLinesOutput file = new JsonLinesOutput(Files.newBufferedWriter(output))) {
      replay(inForce, file.and(last), "replayed");
    }
    PrintWriter err = spec.commandLine().getErr();
    ReplaySummary.of(last).forEach(err::println);
    if (compare != null) {
      LastVersions other = new LastVersions();
      replay(rules(compare), other, "replayed under the other rules");
      err.println();
      RuleComparison.of(last, other).forEach(err::println);
    }
    err.flush();
    return truth == null || score(last, err) ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void replay(RuleSet ruleSet, ReplayOutput to, String verb) throws IOException {
    Replay.Settings settings =
        new Replay.Settings(ruleSet, window, grace, retention, maxFutureSkew);
    LiveLine line = new LiveLine(spec.commandLine().getErr());
    Rate rate = new Rate();
    try (BufferedReader legs = Files.newBufferedReader(input);
        Replay replay = new Replay(settings, to)) {
      replay.run(legs, read -> rate.show(read, line));
      line.end("  %s %s".formatted(verb, rate.text()));
    }
  }

  private boolean score(LastVersions last, PrintWriter err) {
    Score score =
        Score.of(
            Truth.read(truth),
            last.breaks().values().stream()
                .map(
                    each ->
                        new DetectedBreak(
                            each.getTxnId(),
                            each.getType(),
                            each.getMissingSource(),
                            each.getState(),
                            each.getResolution()))
                .toList());
    err.println();
    err.println(ScoreTable.format(Map.of("replay", score)));
    score.problems().forEach(err::println);
    err.flush();
    return score.perfect();
  }

  private RuleSet rules(Path file) {
    try {
      return file == null ? RuleSet.DEFAULT : RuleSetReader.read(file);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** How many lines were read, and how fast. */
  private static final class Rate {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(250);

    private final long start = System.nanoTime();
    private long shownAt = start;
    private long lines;

    void show(long read, LiveLine line) {
      lines = read;
      long now = System.nanoTime();
      if (now - shownAt >= EVERY) {
        shownAt = now;
        line.show("  " + text());
      }
    }

    String text() {
      double seconds = (System.nanoTime() - start) / 1e9;
      return String.format(
          Locale.ROOT, "%,d lines in %.1f s, %,.0f lines/s", lines, seconds, lines / seconds);
    }
  }

  /** Reads {@code 5m}, {@code 30s}, {@code 24h}. */
  static final class DurationType implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return DurationText.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
