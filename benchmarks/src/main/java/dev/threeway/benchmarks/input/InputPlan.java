package dev.threeway.benchmarks.input;

import dev.threeway.simulator.faults.FaultPlan;
import java.time.Duration;

/**
 * What traffic is made.
 *
 * @param transactions how many that are judged
 * @param perSecond how many begin in a second of event time
 * @param seed decides everything but the times
 * @param faults which faults, and how often
 * @param partitions of every topic
 * @param window of those who will judge it
 * @param grace of those who will judge it
 */
public record InputPlan(
    long transactions,
    int perSecond,
    long seed,
    FaultPlan faults,
    int partitions,
    Duration window,
    Duration grace) {
  /** 2 % of the transactions, of those kinds that every contender can judge. */
  public static final String FAULTS =
      "amount=0.4%,status=0.4%,currency=0.3%,account=0.3%,missing=0.4%,duplicate=0.2%";

  /** As in the default rules. */
  public static final Duration TIMESTAMP_TOLERANCE = Duration.ofSeconds(5);

  /** How far apart the legs of a transaction are at the most. */
  public static final Duration SPREAD = Duration.ofSeconds(2);

  /** The same with fewer transactions. */
  public InputPlan first(long fewer) {
    return new InputPlan(fewer, perSecond, seed, faults, partitions, window, grace);
  }
}
