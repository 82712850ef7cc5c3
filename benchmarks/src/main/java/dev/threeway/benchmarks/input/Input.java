package dev.threeway.benchmarks.input;

import dev.threeway.simulator.truth.Truth;
import java.nio.file.Path;
import java.util.List;

/**
 * Traffic that lies on its topics.
 *
 * @param topics those of CORE, GATEWAY and MOBILE, in this order
 * @param runId what the ids of the transactions that are judged begin with
 * @param transactions how many are judged
 * @param legs how many records there are on all topics together
 * @param truthFile what was injected
 */
public record Input(
    List<String> topics, String runId, long transactions, long legs, Path truthFile) {
  /** Copies the list. */
  public Input {
    topics = List.copyOf(topics);
  }

  /** Reads what was injected. */
  public Truth truth() {
    return Truth.read(truthFile);
  }
}
