package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.input.InputPlan;
import dev.threeway.benchmarks.report.Measurement;
import dev.threeway.simulator.faults.FaultPlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One contender on inputs that differ in one thing. */
public final class Sweep {
  private static final String FAULTS = "amount=%1$s%%,status=%1$s%%,account=%1$s%%,missing=%1$s%%";
  private static final BigDecimal KINDS = new BigDecimal(4);
  private static final int PPM_SCALE = 4;

  private final Cluster cluster;
  private final ThroughputSettings settings;
  private final Progress progress;

  /** Measures with these settings, but for what is varied. */
  public Sweep(Cluster cluster, ThroughputSettings settings, Progress progress) {
    this.cluster = cluster;
    this.settings = settings;
    this.progress = progress;
  }

  /** With other numbers of partitions. */
  public List<Measurement> partitions(List<Integer> numbers) {
    List<Measurement> all = new ArrayList<>();
    for (int number : numbers) {
      InputPlan plan = settings.input();
      all.addAll(
          measure(
              new InputPlan(
                  plan.transactions(),
                  plan.perSecond(),
                  plan.seed(),
                  plan.faults(),
                  number,
                  plan.window(),
                  plan.grace()),
              partitionsLabel(number)));
    }
    return all;
  }

  /** What the measurements with a number of partitions are called. */
  public static String partitionsLabel(int number) {
    return String.format(Locale.ROOT, "%d partitions", number);
  }

  /** With other shares of faults, in percent of the transactions. */
  public List<Measurement> faults(List<BigDecimal> percents) {
    List<Measurement> all = new ArrayList<>();
    for (BigDecimal percent : percents) {
      InputPlan plan = settings.input();
      all.addAll(
          measure(
              new InputPlan(
                  plan.transactions(),
                  plan.perSecond(),
                  plan.seed(),
                  plan(percent),
                  plan.partitions(),
                  plan.window(),
                  plan.grace()),
              faultsLabel(percent)));
    }
    return all;
  }

  /** What the measurements with a share of faults are called. */
  public static String faultsLabel(BigDecimal percent) {
    return percent.toPlainString() + " % faults";
  }

  static FaultPlan plan(BigDecimal percent) {
    BigDecimal each = percent.divide(KINDS, PPM_SCALE, RoundingMode.DOWN);
    return FaultPlan.parse(FAULTS.formatted(each.toPlainString()));
  }

  private List<Measurement> measure(InputPlan plan, String label) {
    progress.done(label);
    ThroughputSettings changed =
        new ThroughputSettings(
            plan,
            settings.contenders(),
            settings.rounds(),
            settings.threads(),
            settings.commitInterval(),
            settings.heapMb());
    return new ThroughputBench(cluster, changed, progress)
        .run().stream().map(one -> one.called(label)).toList();
  }
}
