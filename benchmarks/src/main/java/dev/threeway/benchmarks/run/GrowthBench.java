package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.cluster.ProcessUsage;
import dev.threeway.benchmarks.cluster.TopicAdmin;
import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.input.InputPlan;
import dev.threeway.benchmarks.input.InputProducer;
import dev.threeway.benchmarks.input.OpenGroups;
import dev.threeway.benchmarks.report.Growth;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.simulator.faults.FaultPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * The engine with more and more open groups: legs that have come alone lie in its stores, and it is
 * measured what they cost everything else.
 */
public final class GrowthBench {
  private static final int DIGITS = 3;
  private static final int WARM_UPS = 200;
  private static final int PER_SECOND = 10_000;

  /** None goes missing: the window is longer than the run. */
  private static final String FAULTS = "amount=0.5%,status=0.5%,currency=0.5%,account=0.5%";

  private final Cluster cluster;
  private final GrowthSettings settings;
  private final Contender engine;
  private final Progress progress;

  /**
   * A benchmark on one cluster.
   *
   * @param engine the engine as it ships
   */
  public GrowthBench(
      Cluster cluster, GrowthSettings settings, Contender engine, Progress progress) {
    this.cluster = cluster;
    this.settings = settings;
    this.engine = engine;
    this.progress = progress;
  }

  /** Measures with each number of open groups. */
  public List<Growth> run() {
    List<Growth> all = new ArrayList<>();
    for (long groups : settings.groups()) {
      Growth growth = measure(groups);
      all.add(growth);
      progress.done(
          String.format(
              Locale.ROOT,
              "%,d open groups: %,.0f legs/s, restored in %.1f s",
              groups,
              growth.legsPerSecond(),
              growth.restoreSeconds()));
    }
    return all;
  }

  private Growth measure(long groups) {
    String runId = "growth-" + groups;
    Path folder = cluster.directory().resolve("runs").resolve(runId);
    Path state = Folders.recreate(folder.resolve("state"));
    try (TopicAdmin admin = new TopicAdmin(cluster.bootstrapServers())) {
      List<String> topics = new ArrayList<>(Topics.INPUTS);
      topics.addAll(engine.results().topics());
      topics.add(ContenderRun.OUTPUT);
      admin.createEmpty(topics, settings.partitions());
      Growth growth = measure(groups, settings(runId, state), admin);
      admin.delete(admin.startingWith(runId + "-"));
      return growth;
    } finally {
      Folders.delete(folder);
    }
  }

  private EngineProcess.Settings settings(String runId, Path state) {
    return new EngineProcess.Settings(
        runId,
        state,
        cluster.httpPort(),
        settings.threads(),
        settings.heapMb(),
        settings.commitInterval(),
        GrowthSettings.WINDOW,
        GrowthSettings.GRACE,
        Map.of());
  }

  private Growth measure(long groups, EngineProcess.Settings told, TopicAdmin admin) {
    OpenGroups.send(
        cluster, groups, sent -> progress.at(text("%,d of %,d groups sent", sent, groups)));
    double fill = fill(groups, told, admin);
    InputPlan plan =
        new InputPlan(
            settings.transactions(),
            PER_SECOND,
            settings.seed(),
            FaultPlan.parse(FAULTS),
            settings.partitions(),
            GrowthSettings.WINDOW,
            GrowthSettings.GRACE);
    long legs = new InputProducer(cluster, progress::at).append(plan);
    double start;
    double speed;
    Histogram lookUps;
    long peak;
    try (EngineProcess running = EngineProcess.start(engine, cluster, told)) {
      start = seconds(running.start());
      Watch.Finish finish = watch(running, told, legs, admin);
      speed = legs / seconds(finish.wall());
      progress.at("looking up");
      lookUps = lookUps(running, groups);
      peak = ProcessUsage.peakBytes(running.handles());
      running.stop();
    }
    long disk = Folders.bytes(told.stateDir());
    Folders.recreate(told.stateDir());
    progress.at("restoring");
    double restore;
    try (EngineProcess restored = EngineProcess.start(engine, cluster, told)) {
      restore = seconds(restored.awaitAnswer(OpenGroups.txnId(groups - 1)));
      restored.stop();
    }
    return new Growth(groups, fill, start, speed, lookUps, peak, restore, disk);
  }

  /** Lets an engine read the open groups; returns how long it took. */
  private double fill(long groups, EngineProcess.Settings told, TopicAdmin admin) {
    try (EngineProcess filling = EngineProcess.start(engine, cluster, told)) {
      Watch.Finish finish = watch(filling, told, groups, admin);
      filling.stop();
      return seconds(finish.wall());
    }
  }

  private Watch.Finish watch(
      EngineProcess running, EngineProcess.Settings told, long legs, TopicAdmin admin) {
    Watch watch =
        new Watch(
            admin, cluster.broker(), running.handles(), legs, text -> progress.at("engine" + text));
    return watch.untilDone(
        told.runId(),
        admin.ends(admin.partitions(Topics.INPUTS)),
        Outputs.of(engine.results(), ContenderRun.OUTPUT, admin, cluster),
        running.process());
  }

  private Histogram lookUps(EngineProcess running, long groups) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    Histogram micros = new Histogram(DIGITS);
    running.awaitAnswer(OpenGroups.txnId(0));
    for (int i = 0; i < WARM_UPS + settings.lookUps(); i++) {
      String txnId = OpenGroups.txnId(random.nextLong(groups));
      long begin = System.nanoTime();
      int status = running.ask(txnId);
      if (status != EngineProcess.HTTP_OK) {
        throw new BenchmarkException(
            "the engine answers %d when it is asked for %s".formatted(status, txnId));
      }
      if (i >= WARM_UPS) {
        micros.recordValue((System.nanoTime() - begin) / 1_000);
      }
    }
    return micros;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
