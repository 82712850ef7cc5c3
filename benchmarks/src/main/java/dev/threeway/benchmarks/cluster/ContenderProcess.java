package dev.threeway.benchmarks.cluster;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.contender.ProcessSpec;
import dev.threeway.benchmarks.contender.Readiness;
import dev.threeway.topology.app.JavaOptions;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The process of a contender. All get the same Java, heap and collector, and the compiler options
 * that an engine under load should have.
 */
public final class ContenderProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(45);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final int LOG_LINES = 5;

  private final String name;
  private final Process process;
  private final Path log;
  private final long launchedAt;
  private final Thread atExit;

  private ContenderProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.launchedAt = System.nanoTime();
    this.atExit = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts it.
   *
   * @param name for messages
   * @param heapMb the largest heap
   * @param log where its output goes
   */
  public static ContenderProcess start(String name, ProcessSpec spec, int heapMb, Path log) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx" + heapMb + "m", "-XX:+UseSerialGC", "-Xshare:auto"));
    line.add("-XX:+ExitOnOutOfMemoryError");
    line.addAll(JavaOptions.LASTING);
    line.addAll(spec.jvmOptions());
    spec.properties().forEach((key, value) -> line.add("-D" + key + "=" + value));
    line.addAll(List.of("-cp", spec.classPath(), spec.mainClass()));
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      return new ContenderProcess(
          name,
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(log.toFile())
              .start(),
          log);
    } catch (IOException e) {
      throw new BenchmarkException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * Waits until it consumes.
   *
   * @return how long that took since the launch
   * @throws BenchmarkException if it ends or does not within two minutes
   */
  public Duration awaitReady(Readiness readiness, ContenderSettings settings) {
    long deadline = launchedAt + START_PATIENCE.toNanos();
    while (!isReady(readiness, settings)) {
      requireAlive();
      if (System.nanoTime() - deadline >= 0) {
        throw failure("does not consume after %d s".formatted(START_PATIENCE.toSeconds()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return sinceLaunch();
  }

  /** How long ago it was started. */
  public Duration sinceLaunch() {
    return Duration.ofNanos(System.nanoTime() - launchedAt);
  }

  private static boolean isReady(Readiness readiness, ContenderSettings settings) {
    return switch (readiness) {
      case READY_FILE -> Files.exists(settings.readyFile());
      case HTTP -> answers("http://127.0.0.1:%d/readyz".formatted(settings.httpPort()));
    };
  }

  private static boolean answers(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
    try {
      return HttpClients.SHARED.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    }
  }

  /** One client: it has threads of its own. */
  private static final class HttpClients {
    static final HttpClient SHARED =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  }

  /**
   * Looks whether it still runs.
   *
   * @throws BenchmarkException with the end of its log if not
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw failure("ended with exit code %d".formatted(process.exitValue()));
    }
  }

  /**
   * Waits until it ends by itself, well.
   *
   * @throws BenchmarkException if it does not end in time, or badly
   */
  public void awaitEnd(Duration patience) {
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        throw failure("has not ended after %d s".formatted(patience.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    }
    if (process.exitValue() != 0) {
      requireAlive();
    }
  }

  /** The process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  private BenchmarkException failure(String what) {
    return new BenchmarkException("%s %s, see %s: %s".formatted(name, what, log, lastLines()));
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }

  /**
   * Asks it to stop, and waits.
   *
   * @throws BenchmarkException if it has not stopped after 45 s; it is then killed
   */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw failure("does not stop within %d s of SIGTERM".formatted(STOP_PATIENCE.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    } finally {
      close();
    }
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException exiting) {
      // The hook runs or has run: nothing to take back.
      return;
    }
  }
}
