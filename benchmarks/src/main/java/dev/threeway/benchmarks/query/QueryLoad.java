package dev.threeway.benchmarks.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What is sent and asked; written to a file for the process that does it.
 *
 * @param instances the instances that are asked, {@code host:port}
 * @param engines their processes
 * @param broker the broker's process
 * @param legsPerSecond how many legs come in
 * @param requestsPerSecond how many questions are due in a second, on all connections together
 * @param connections how many are kept open, spread over the instances
 * @param listPercent how many of a hundred questions are for a list
 * @param warmUpSeconds how long there are legs and questions before anything counts
 * @param measuredSeconds how long it counts
 * @param windowMillis the window of the engine
 * @param graceMillis the grace of the engine
 * @param seed decides the legs and the questions
 */
public record QueryLoad(
    String bootstrapServers,
    String registryUrl,
    List<String> instances,
    List<Long> engines,
    long broker,
    int legsPerSecond,
    int requestsPerSecond,
    int connections,
    int listPercent,
    int warmUpSeconds,
    int measuredSeconds,
    long windowMillis,
    long graceMillis,
    long seed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the lists. */
  public QueryLoad {
    instances = List.copyOf(instances);
    engines = List.copyOf(engines);
  }

  /** Writes it down. */
  public void write(Path file) {
    try {
      JSON.writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  static QueryLoad read(Path file) {
    try {
      return JSON.readValue(file.toFile(), QueryLoad.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
