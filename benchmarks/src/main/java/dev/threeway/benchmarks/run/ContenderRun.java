package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.cluster.ContenderProcess;
import dev.threeway.benchmarks.cluster.ProcessUsage;
import dev.threeway.benchmarks.cluster.RedisServer;
import dev.threeway.benchmarks.cluster.TopicAdmin;
import dev.threeway.benchmarks.cluster.TopicScan;
import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.input.Input;
import dev.threeway.benchmarks.input.InputPlan;
import dev.threeway.benchmarks.judge.Judge;
import dev.threeway.benchmarks.report.Measurement;
import dev.threeway.topology.reference.ReferenceJoins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One contender in one round: empty outputs, its process, the clock, and the judge. */
final class ContenderRun {
  /** The composition of DSL joins knows no other name. */
  static final String OUTPUT = ReferenceJoins.VERDICTS;

  private final Cluster cluster;
  private final ThroughputSettings settings;
  private final Contender contender;
  private final Input input;
  private final Progress progress;

  ContenderRun(
      Cluster cluster,
      ThroughputSettings settings,
      Contender contender,
      Input input,
      Progress progress) {
    this.cluster = cluster;
    this.settings = settings;
    this.contender = contender;
    this.input = input;
    this.progress = progress;
  }

  Measurement measure(int round) {
    String runId = "bench-%s-%d".formatted(contender.name(), round);
    Path folder = cluster.directory().resolve("runs").resolve(runId);
    Folders.recreate(folder);
    BenchSchema.recreate(contender, cluster);
    try (TopicAdmin admin = new TopicAdmin(cluster.bootstrapServers())) {
      List<String> outputs = new ArrayList<>(contender.results().topics());
      outputs.add(OUTPUT);
      admin.createEmpty(outputs, settings.input().partitions());
      try (Services services = Services.start(contender, cluster, folder)) {
        Measurement measured = measure(round, settings(runId, folder, services), admin, services);
        admin.delete(admin.startingWith(runId + "-"));
        return measured;
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private ContenderSettings settings(String runId, Path folder, Services services) {
    return new ContenderSettings(
        cluster.bootstrapServers(),
        cluster.registryUrl(),
        runId,
        Folders.recreate(folder.resolve("state")),
        folder.resolve("ready"),
        input.topics(),
        OUTPUT,
        settings.threads(),
        settings.commitInterval(),
        ThroughputSettings.CACHE_MB,
        ThroughputSettings.ROCKSDB_MB,
        settings.input().window(),
        settings.input().grace(),
        InputPlan.TIMESTAMP_TOLERANCE,
        cluster.httpPort(),
        services.redis().map(RedisServer::address),
        services.jdbcUrl());
  }

  private Measurement measure(
      int round, ContenderSettings told, TopicAdmin admin, Services services) {
    String name = contender.name();
    progress.at(name + ": starting");
    Path log = cluster.directory().resolve("logs").resolve(told.runId() + ".log");
    Duration start;
    Watch.Finish finish;
    long peak;
    try (ContenderProcess process =
        ContenderProcess.start(
            name, contender.process(told, cluster.installation()), settings.heapMb(), log)) {
      List<ProcessHandle> own = new ArrayList<>(services.processes());
      own.add(process.handle());
      start = process.awaitReady(contender.readiness(), told);
      Watch watch =
          new Watch(admin, cluster.broker(), own, input.legs(), text -> progress.at(name + text));
      finish =
          watch.untilDone(
              told.runId(),
              admin.ends(admin.partitions(input.topics())),
              Outputs.of(contender.results(), OUTPUT, admin, cluster),
              process);
      peak = ProcessUsage.peakBytes(own);
      process.stop();
    }
    progress.at(name + ": judging");
    List<String> changelogs = admin.startingWith(told.runId() + "-");
    Judge.Verdicts verdicts = new Judge(cluster, input, OUTPUT).judge(contender.results());
    return new Measurement(
        name,
        round,
        input.transactions(),
        input.legs(),
        seconds(start),
        seconds(finish.wall()),
        seconds(finish.cpu()),
        seconds(finish.brokerCpu()),
        peak,
        TopicScan.count(cluster.bootstrapServers(), changelogs),
        changelogs.isEmpty() ? 0 : admin.bytes(changelogs),
        verdicts.published(),
        verdicts.judgement());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
