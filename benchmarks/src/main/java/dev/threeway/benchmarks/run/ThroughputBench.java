package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.input.Input;
import dev.threeway.benchmarks.input.InputProducer;
import dev.threeway.benchmarks.report.Measurement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives the same input to one contender after the other, for some rounds. Each round begins with
 * another contender, so that none always has the freshest or the fullest broker.
 */
public final class ThroughputBench {
  private final Cluster cluster;
  private final ThroughputSettings settings;
  private final Progress progress;
  private final Map<String, String> failures = new LinkedHashMap<>();

  /** A benchmark on one cluster. */
  public ThroughputBench(Cluster cluster, ThroughputSettings settings, Progress progress) {
    this.cluster = cluster;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs it; takes minutes.
   *
   * @return what was measured, in the order in which it was; nothing of a contender that cannot run
   *     here, and nothing more of one that has failed
   */
  public List<Measurement> run() {
    List<Contender> able = able();
    Map<Long, Input> inputs = inputs(able);
    List<Measurement> measurements = new ArrayList<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      List<Contender> turn = new ArrayList<>(able);
      Collections.rotate(turn, 1 - round);
      for (Contender contender : turn) {
        if (!failures.containsKey(contender.name())) {
          measure(contender, round, inputs.get(given(contender))).ifPresent(measurements::add);
        }
      }
    }
    return measurements;
  }

  /** The contenders that have failed, and how. */
  public Map<String, String> failures() {
    return Collections.unmodifiableMap(failures);
  }

  /** One that fails must not take the figures of the others with it. */
  private Optional<Measurement> measure(Contender contender, int round, Input input) {
    try {
      Measurement measurement =
          new ContenderRun(cluster, settings, contender, input, progress).measure(round);
      progress.done(text(measurement));
      return Optional.of(measurement);
    } catch (BenchmarkException e) {
      failures.put(contender.name(), e.getMessage());
      progress.done("FAILED: %s: %s".formatted(contender.name(), e.getMessage()));
      return Optional.empty();
    }
  }

  private List<Contender> able() {
    List<Contender> able = new ArrayList<>();
    for (Contender contender : settings.contenders()) {
      contender
          .unavailable(cluster.installation())
          .ifPresentOrElse(
              why -> progress.done("skipped: %s: %s".formatted(contender.name(), why)),
              () -> able.add(contender));
    }
    return able;
  }

  private long given(Contender contender) {
    return Math.min(contender.mostTransactions(), settings.input().transactions());
  }

  /** The whole input, and shorter ones on topics of their own for those who get no more. */
  private Map<Long, Input> inputs(List<Contender> able) {
    Map<Long, Input> inputs = new TreeMap<>();
    InputProducer producer = new InputProducer(cluster, progress::at);
    for (Contender contender : able) {
      inputs.computeIfAbsent(
          given(contender),
          transactions -> {
            boolean whole = transactions == settings.input().transactions();
            Input input =
                producer.produce(
                    settings.input().first(transactions),
                    whole ? "" : "first" + transactions + "_");
            progress.done(
                String.format(
                    Locale.ROOT, "input: %,d transactions, %,d legs", transactions, input.legs()));
            return input;
          });
    }
    return inputs;
  }

  private String text(Measurement one) {
    return String.format(
        Locale.ROOT,
        "round %d of %d: %s: %,.0f legs/s in %.1f s, %s",
        one.round(),
        settings.rounds(),
        one.contender(),
        one.legsPerSecond(),
        one.seconds(),
        one.judgement().map(judgement -> judgement.text()).orElse("nothing to judge"));
  }
}
