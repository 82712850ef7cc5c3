package dev.threeway.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a process is told; the package description says what each setting means.
 *
 * @param inputs the topics of CORE, GATEWAY and MOBILE, in this order
 * @param httpPort a free port for a contender that is asked over HTTP
 */
public record ContenderSettings(
    String bootstrapServers,
    String registryUrl,
    String runId,
    Path stateDir,
    Path readyFile,
    List<String> inputs,
    String outputTopic,
    int threads,
    Duration commitInterval,
    int cacheMb,
    int rocksdbMb,
    Duration window,
    Duration grace,
    Duration timestampTolerance,
    int httpPort,
    Optional<String> redis,
    Optional<String> jdbcUrl) {
  private static final String PREFIX = "bench.";

  /** Copies the list. */
  public ContenderSettings {
    inputs = List.copyOf(inputs);
  }

  /** Reads what the harness has set. */
  public static ContenderSettings fromSystemProperties() {
    return from(System.getProperties());
  }

  static ContenderSettings from(Properties properties) {
    return new ContenderSettings(
        text(properties, "bootstrap-servers"),
        text(properties, "registry-url"),
        text(properties, "run-id"),
        Path.of(text(properties, "state-dir")),
        Path.of(text(properties, "ready-file")),
        List.of(
            text(properties, "input.core"),
            text(properties, "input.gateway"),
            text(properties, "input.mobile")),
        text(properties, "output-topic"),
        number(properties, "threads"),
        millis(properties, "commit-interval-ms"),
        number(properties, "cache-mb"),
        number(properties, "rocksdb-mb"),
        millis(properties, "window-ms"),
        millis(properties, "grace-ms"),
        millis(properties, "timestamp-tolerance-ms"),
        number(properties, "http-port"),
        Optional.ofNullable(properties.getProperty(PREFIX + "redis")),
        Optional.ofNullable(properties.getProperty(PREFIX + "jdbc-url")));
  }

  /** The same as system properties. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(PREFIX + "bootstrap-servers", bootstrapServers);
    properties.put(PREFIX + "registry-url", registryUrl);
    properties.put(PREFIX + "run-id", runId);
    properties.put(PREFIX + "state-dir", stateDir.toString());
    properties.put(PREFIX + "ready-file", readyFile.toString());
    properties.put(PREFIX + "input.core", inputs.get(0));
    properties.put(PREFIX + "input.gateway", inputs.get(1));
    properties.put(PREFIX + "input.mobile", inputs.get(2));
    properties.put(PREFIX + "output-topic", outputTopic);
    properties.put(PREFIX + "threads", Integer.toString(threads));
    properties.put(PREFIX + "commit-interval-ms", Long.toString(commitInterval.toMillis()));
    properties.put(PREFIX + "cache-mb", Integer.toString(cacheMb));
    properties.put(PREFIX + "rocksdb-mb", Integer.toString(rocksdbMb));
    properties.put(PREFIX + "window-ms", Long.toString(window.toMillis()));
    properties.put(PREFIX + "grace-ms", Long.toString(grace.toMillis()));
    properties.put(PREFIX + "timestamp-tolerance-ms", Long.toString(timestampTolerance.toMillis()));
    properties.put(PREFIX + "http-port", Integer.toString(httpPort));
    redis.ifPresent(address -> properties.put(PREFIX + "redis", address));
    jdbcUrl.ifPresent(url -> properties.put(PREFIX + "jdbc-url", url));
    return properties;
  }

  /** The same with other threads and another cache. */
  public ContenderSettings with(int newThreads, int newCacheMb) {
    return new ContenderSettings(
        bootstrapServers,
        registryUrl,
        runId,
        stateDir,
        readyFile,
        inputs,
        outputTopic,
        newThreads,
        commitInterval,
        newCacheMb,
        rocksdbMb,
        window,
        grace,
        timestampTolerance,
        httpPort,
        redis,
        jdbcUrl);
  }

  /**
   * Tells the harness that consuming begins now; the second call does nothing. May be called by any
   * thread of the process.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void ready() {
    synchronized (ContenderSettings.class) {
      if (!Files.exists(readyFile)) {
        writeReadyFile();
      }
    }
  }

  private void writeReadyFile() {
    try {
      // Never half a file: the harness may look at any moment.
      Path written = readyFile.resolveSibling(readyFile.getFileName() + ".part");
      Files.writeString(written, Long.toString(System.currentTimeMillis()));
      Files.move(written, readyFile, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + readyFile, e);
    }
  }

  private static Duration millis(Properties properties, String name) {
    return Duration.ofMillis(number(properties, name));
  }

  private static int number(Properties properties, String name) {
    String text = text(properties, name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(PREFIX + name + " is no number: " + text, e);
    }
  }

  private static String text(Properties properties, String name) {
    String value = properties.getProperty(PREFIX + name);
    if (value == null) {
      throw new IllegalArgumentException("-D" + PREFIX + name + " is not set; the harness does");
    }
    return value;
  }
}
