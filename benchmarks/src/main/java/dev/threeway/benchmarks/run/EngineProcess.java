package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.cluster.ContenderProcess;
import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.contender.ProcessSpec;
import dev.threeway.benchmarks.input.InputPlan;
import dev.threeway.schemas.topics.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The engine as it ships, started as a contender is, to be asked while it runs. */
final class EngineProcess implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);
  private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(20);

  /** The status of an answer. */
  static final int HTTP_OK = 200;

  private final ContenderProcess process;
  private final Duration start;
  private final int port;

  private EngineProcess(ContenderProcess process, Duration start, int port) {
    this.process = process;
    this.start = start;
    this.port = port;
  }

  /**
   * How an engine is set; everything else is as it ships.
   *
   * @param runId its application
   * @param stateDir where its stores are: what is there is gone on with
   * @param port of its HTTP server
   * @param more of its own settings, {@code threeway.…}
   */
  record Settings(
      String runId,
      Path stateDir,
      int port,
      int threads,
      int heapMb,
      Duration commitInterval,
      Duration window,
      Duration grace,
      Map<String, String> more) {}

  /** Starts one, and returns when it consumes: everything is restored. */
  static EngineProcess start(Contender engine, Cluster cluster, Settings settings) {
    ContenderProcess process = launch(engine, cluster, settings);
    try {
      ContenderSettings told = told(cluster, settings);
      return new EngineProcess(
          process, process.awaitReady(engine.readiness(), told), settings.port());
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static ContenderProcess launch(Contender engine, Cluster cluster, Settings settings) {
    ProcessSpec spec = engine.process(told(cluster, settings), cluster.installation());
    Map<String, String> properties = new HashMap<>(spec.properties());
    properties.putAll(settings.more());
    Path log =
        cluster.directory().resolve("logs").resolve(settings.runId() + "-" + settings.port());
    return ContenderProcess.start(
        "the engine",
        new ProcessSpec(spec.classPath(), spec.mainClass(), spec.jvmOptions(), properties),
        settings.heapMb(),
        log.resolveSibling(log.getFileName() + ".log"));
  }

  private static ContenderSettings told(Cluster cluster, Settings settings) {
    return told(cluster, settings, settings.stateDir().resolveSibling("ready"));
  }

  /** What a process that stands in for it is told. */
  static ContenderSettings told(Cluster cluster, Settings settings, Path readyFile) {
    return new ContenderSettings(
        cluster.bootstrapServers(),
        cluster.registryUrl(),
        settings.runId(),
        settings.stateDir(),
        readyFile,
        Topics.INPUTS,
        ContenderRun.OUTPUT,
        settings.threads(),
        settings.commitInterval(),
        ThroughputSettings.CACHE_MB,
        ThroughputSettings.ROCKSDB_MB,
        settings.window(),
        settings.grace(),
        InputPlan.TIMESTAMP_TOLERANCE,
        settings.port(),
        Optional.empty(),
        Optional.empty());
  }

  /** From its launch until it consumed. */
  Duration start() {
    return start;
  }

  /** The process and those that it has started. */
  List<ProcessHandle> handles() {
    return List.of(process.handle());
  }

  /** For watching it. */
  ContenderProcess process() {
    return process;
  }

  /**
   * Asks for one transaction.
   *
   * @return the status of the answer; 0 if nobody answers
   */
  int ask(String txnId) {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/api/v1/transactions/%s"
                .formatted(port, URLEncoder.encode(txnId, StandardCharsets.UTF_8)));
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(REQUEST_PATIENCE).build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode();
    } catch (IOException nobody) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    }
  }

  /**
   * Asks for one transaction until there is an answer.
   *
   * @return how long after its launch there was one
   * @throws BenchmarkException if there is none after two minutes
   */
  Duration awaitAnswer(String txnId) {
    long deadline = System.nanoTime() + ANSWER_PATIENCE.toNanos();
    int status = ask(txnId);
    while (status != HTTP_OK) {
      process.requireAlive();
      if (System.nanoTime() - deadline >= 0) {
        throw new BenchmarkException(
            "the engine answers %d when it is asked for an open group".formatted(status));
      }
      LockSupport.parkNanos(POLL.toNanos());
      status = ask(txnId);
    }
    return process.sinceLaunch();
  }

  /** Stops it in good order. */
  void stop() {
    process.stop();
  }

  /** Ends it as a crash would. */
  void kill() {
    process.close();
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    kill();
  }
}
