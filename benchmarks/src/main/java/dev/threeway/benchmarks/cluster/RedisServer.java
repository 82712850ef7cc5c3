package dev.threeway.benchmarks.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A Redis of one run: in memory alone, on loopback. */
public final class RedisServer implements AutoCloseable {
  private static final String PROGRAM = "redis-server";
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Process process;
  private final int port;

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Why there is no Redis here, and what to do about it; empty if there is. */
  public static Optional<String> unavailable() {
    return program().isPresent()
        ? Optional.empty()
        : Optional.of("there is no redis-server on the PATH; apt-get install redis-server");
  }

  private static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one and waits until it answers. */
  public static RedisServer start(int port, Path directory) {
    Path program =
        program().orElseThrow(() -> new BenchmarkException(unavailable().orElse(PROGRAM)));
    List<String> line =
        List.of(
            program.toString(),
            "--port",
            Integer.toString(port),
            "--bind",
            HOST,
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            directory.toString());
    Path log = directory.resolve("redis.log");
    try {
      RedisServer server =
          new RedisServer(
              new ProcessBuilder(line)
                  .redirectErrorStream(true)
                  .redirectOutput(log.toFile())
                  .start(),
              port);
      server.awaitAnswer(log);
      return server;
    } catch (IOException e) {
      throw new BenchmarkException("Redis cannot be started: " + e.getMessage(), e);
    }
  }

  private void awaitAnswer(Path log) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() - deadline >= 0) {
        close();
        throw new BenchmarkException("Redis does not start, see " + log);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** {@code host:port}. */
  public String address() {
    return HOST + ":" + port;
  }

  /** The process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
