package dev.threeway.simulator.app;

import java.time.Duration;
import java.util.Optional;

/** Is told how far a run has come: at most four times a second, and once at its end. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = update -> {};

  /** Takes an update; called by the thread that runs the simulation, which waits for it. */
  void update(Update update);

  /**
   * How far a run has come.
   *
   * @param transactions how many transactions have begun
   * @param ofTransactions how many there will be; 0 if the run goes on until it is stopped
   * @param legs how many records were handed over to be sent
   * @param faults how many transactions got a fault
   * @param transactionsPerSecond over the last two seconds
   * @param legsPerSecond over the last two seconds
   * @param elapsed since the start
   * @param remaining an estimate; empty if the run goes on until it is stopped, or nothing is known
   */
  record Update(
      long transactions,
      long ofTransactions,
      long legs,
      long faults,
      long transactionsPerSecond,
      long legsPerSecond,
      Duration elapsed,
      Optional<Duration> remaining) {}
}
