package dev.threeway.benchmarks.report;

import dev.threeway.benchmarks.judge.Judgement;
import java.util.Optional;

/**
 * One contender in one round.
 *
 * @param contender its name
 * @param round counts from 1
 * @param transactions how many it was given to judge
 * @param legs how many records it has read
 * @param startSeconds from the launch of its process until it consumed
 * @param seconds from there until every input offset was committed and the last output readable
 *     with {@code read_committed}
 * @param cpuSeconds of its process, and of the servers of its own, in that time
 * @param brokerCpuSeconds of the broker in that time
 * @param peakBytes the most memory its processes have held
 * @param changelogRecords how many records its changelogs hold
 * @param changelogBytes how many bytes they take on the broker's disk
 * @param published how many records (rows) it has published
 * @param judgement whether they are right; empty for one that publishes nothing
 */
public record Measurement(
    String contender,
    int round,
    long transactions,
    long legs,
    double startSeconds,
    double seconds,
    double cpuSeconds,
    double brokerCpuSeconds,
    long peakBytes,
    long changelogRecords,
    long changelogBytes,
    long published,
    Optional<Judgement> judgement) {
  private static final double MILLION = 1e6;

  /** The same under another name. */
  public Measurement called(String name) {
    return new Measurement(
        name,
        round,
        transactions,
        legs,
        startSeconds,
        seconds,
        cpuSeconds,
        brokerCpuSeconds,
        peakBytes,
        changelogRecords,
        changelogBytes,
        published,
        judgement);
  }

  /** The throughput. */
  public double legsPerSecond() {
    return legs / seconds;
  }

  /** Processor seconds of the contender for a million legs. */
  public double cpuPerMillion() {
    return cpuSeconds * MILLION / legs;
  }

  /** Processor seconds of the broker for a million legs. */
  public double brokerCpuPerMillion() {
    return brokerCpuSeconds * MILLION / legs;
  }

  /** Changelog records for a leg. */
  public double changelogRecordsPerLeg() {
    return (double) changelogRecords / legs;
  }

  /** Changelog bytes for a leg. */
  public double changelogBytesPerLeg() {
    return (double) changelogBytes / legs;
  }
}
