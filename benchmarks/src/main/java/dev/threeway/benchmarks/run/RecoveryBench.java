package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.cluster.ContenderProcess;
import dev.threeway.benchmarks.cluster.TopicAdmin;
import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.ProcessSpec;
import dev.threeway.benchmarks.contenders.RestoreCeilingMain;
import dev.threeway.benchmarks.input.OpenGroups;
import dev.threeway.benchmarks.report.Recovery;
import dev.threeway.schemas.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** How fast stores come back from their changelogs, and how long nobody answers meanwhile. */
public final class RecoveryBench {
  private static final long ASKED = 60;
  private static final Duration CEILING_PATIENCE = Duration.ofMinutes(20);
  private static final Duration TAKEOVER_PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int QUIET_LOOKS = 50;

  private final Cluster cluster;
  private final RecoverySettings settings;
  private final Contender engine;
  private final Progress progress;

  /**
   * A benchmark on one cluster.
   *
   * @param engine the engine as it ships
   */
  public RecoveryBench(
      Cluster cluster, RecoverySettings settings, Contender engine, Progress progress) {
    this.cluster = cluster;
    this.settings = settings;
    this.engine = engine;
    this.progress = progress;
  }

  /** Measures everything once. */
  public Recovery run() {
    String runId = "recovery";
    Path folder = cluster.directory().resolve("runs").resolve(runId);
    try (TopicAdmin admin = new TopicAdmin(cluster.bootstrapServers())) {
      List<String> topics = new ArrayList<>(Topics.INPUTS);
      topics.addAll(engine.results().topics());
      topics.add(ContenderRun.OUTPUT);
      admin.createEmpty(topics, settings.partitions());
      OpenGroups.send(
          cluster,
          settings.groups(),
          sent ->
              progress.at(
                  String.format(Locale.ROOT, "%,d of %,d groups sent", sent, settings.groups())));
      EngineProcess.Settings first = settings(runId, folder, "one", cluster.httpPort(), 0);
      fill(first, admin);
      double start = startSeconds(first);
      Folders.recreate(first.stateDir());
      progress.at("restoring");
      double restore = startSeconds(first);
      progress.done(String.format(Locale.ROOT, "restored in %.1f s", restore));
      double ceiling = ceiling(runId, folder);
      progress.done(String.format(Locale.ROOT, "the ceiling took %.1f s", ceiling));
      Map<Integer, Double> silent = new LinkedHashMap<>();
      for (int standbys : settings.standbys()) {
        silent.put(standbys, silentSeconds(runId, folder, standbys));
      }
      return new Recovery(settings.groups(), start, restore, ceiling, silent);
    } finally {
      Folders.delete(folder);
    }
  }

  private EngineProcess.Settings settings(
      String runId, Path folder, String instance, int port, int standbys) {
    return new EngineProcess.Settings(
        runId,
        folder.resolve(instance).resolve("state"),
        port,
        settings.threads(),
        settings.heapMb(),
        settings.commitInterval(),
        GrowthSettings.WINDOW,
        GrowthSettings.GRACE,
        Map.of("threeway.engine.standbys", Integer.toString(standbys)));
  }

  private void fill(EngineProcess.Settings told, TopicAdmin admin) {
    Folders.recreate(told.stateDir());
    try (EngineProcess filling = EngineProcess.start(engine, cluster, told)) {
      Watch watch =
          new Watch(
              admin,
              cluster.broker(),
              filling.handles(),
              settings.groups(),
              text -> progress.at("engine" + text));
      watch.untilDone(
          told.runId(),
          admin.ends(admin.partitions(Topics.INPUTS)),
          Outputs.of(engine.results(), ContenderRun.OUTPUT, admin, cluster),
          filling.process());
      filling.stop();
    }
  }

  private double startSeconds(EngineProcess.Settings told) {
    try (EngineProcess running = EngineProcess.start(engine, cluster, told)) {
      double seconds = running.awaitAnswer(OpenGroups.txnId(0)).toNanos() / 1e9;
      running.stop();
      return seconds;
    }
  }

  private double ceiling(String runId, Path folder) {
    EngineProcess.Settings told = settings(runId, folder, "ceiling", cluster.httpPort(), 0);
    Folders.recreate(told.stateDir());
    Path result = folder.resolve("ceiling-seconds");
    ProcessSpec spec =
        ProcessSpec.of(
            RestoreCeilingMain.class,
            EngineProcess.told(cluster, told, result),
            cluster.installation());
    Path log = cluster.directory().resolve("logs").resolve("restore-ceiling.log");
    try (ContenderProcess process =
        ContenderProcess.start("the ceiling", spec, settings.heapMb(), log)) {
      process.awaitEnd(CEILING_PATIENCE);
      return Double.parseDouble(Files.readString(result));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + result, e);
    }
  }

  private double silentSeconds(String runId, Path folder, int standbys) {
    EngineProcess.Settings one = settings(runId, folder, "one", cluster.httpPort(), standbys);
    EngineProcess.Settings two = settings(runId, folder, "two", cluster.redisPort(), standbys);
    Folders.recreate(two.stateDir());
    List<String> asked =
        LongStream.range(0, ASKED)
            .map(number -> number * (settings.groups() / ASKED))
            .mapToObj(OpenGroups::txnId)
            .toList();
    progress.at("starting two engines");
    try (EngineProcess killed = EngineProcess.start(engine, cluster, one);
        EngineProcess staying = EngineProcess.start(engine, cluster, two)) {
      awaitQuiet(folder);
      awaitAnswers(staying, asked);
      killed.kill();
      long begin = System.nanoTime();
      awaitAnswers(staying, asked);
      double seconds = (System.nanoTime() - begin) / 1e9;
      progress.done(
          String.format(
              Locale.ROOT, "%d standby: %.1f s without answers after a kill", standbys, seconds));
      staying.stop();
      return seconds;
    }
  }

  /** Stores are moved and copied: until nothing grows on disk any more. */
  private void awaitQuiet(Path folder) {
    long size = -1;
    int quiet = 0;
    long deadline = System.nanoTime() + TAKEOVER_PATIENCE.toNanos();
    while (quiet < QUIET_LOOKS && System.nanoTime() - deadline < 0) {
      long now = Folders.bytes(folder);
      quiet = now == size ? quiet + 1 : 0;
      size = now;
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static void awaitAnswers(EngineProcess running, List<String> asked) {
    long deadline = System.nanoTime() + TAKEOVER_PATIENCE.toNanos();
    List<String> open = new ArrayList<>(asked);
    while (true) {
      open.removeIf(txnId -> running.ask(txnId) == EngineProcess.HTTP_OK);
      if (open.isEmpty()) {
        return;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new BenchmarkException(
            "%d of %d transactions have no answer after %d s"
                .formatted(open.size(), asked.size(), TAKEOVER_PATIENCE.toSeconds()));
      }
      running.process().requireAlive();
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
