package dev.threeway.simulator.app;

import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.faults.Timing;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a run does. Made by {@link #builder()}.
 *
 * @param transactions how many transactions; 0 to go on until {@link Simulation#stop()}
 * @param rate transactions per second; 0 for as many as possible
 * @param seed decides everything but the times
 * @param faults which faults are injected, and how often
 * @param runId what transaction ids begin with; empty for one made of the seed and the start
 * @param window the window of the engine that will judge the traffic
 * @param grace the grace of that engine
 * @param timestampTolerance the timestamp tolerance of that engine
 * @param legDelay the longest time between the first and the last leg of a transaction
 */
public record SimulationSettings(
    long transactions,
    int rate,
    long seed,
    FaultPlan faults,
    Optional<String> runId,
    Duration window,
    Duration grace,
    Duration timestampTolerance,
    Duration legDelay) {
  /** The largest number of transactions of one run. */
  public static final long MAX_TRANSACTIONS = 999_999_999;

  private static final int MAX_RATE = 1_000_000;
  private static final Duration MAX_DURATION = Duration.ofDays(7);
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException with one line that names the first setting that is wrong
   */
  public SimulationSettings {
    if (transactions < 0 || transactions > MAX_TRANSACTIONS) {
      throw new IllegalArgumentException(
          "transactions is %d; it has to lie between 1 and %d, or be 0 to go on until stopped"
              .formatted(transactions, MAX_TRANSACTIONS));
    }
    if (rate < 0 || rate > MAX_RATE) {
      throw new IllegalArgumentException(
          "rate is %d; it has to lie between 1 and %d per second, or be 0 for as fast as possible"
              .formatted(rate, MAX_RATE));
    }
    if (runId.isPresent() && !RUN_ID.matcher(runId.get()).matches()) {
      throw new IllegalArgumentException(
          "the run id '%s' cannot be used; it takes 1 to 64 letters, digits, '.', '_' and '-', and"
                  .formatted(runId.get())
              + " begins with a letter or digit");
    }
    check("window", window, Duration.ofMillis(1));
    check("grace", grace, Duration.ZERO);
    check("timestamp tolerance", timestampTolerance, Duration.ZERO);
    check("leg delay", legDelay, Duration.ZERO);
    Timing.of(window, grace, timestampTolerance, legDelay).check(faults);
  }

  private static void check(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(MAX_DURATION) > 0) {
      throw new IllegalArgumentException(
          "%s is %d ms; it has to lie between %d ms and 7 days"
              .formatted(name, value.toMillis(), least.toMillis()));
    }
  }

  Timing timing() {
    return Timing.of(window, grace, timestampTolerance, legDelay);
  }

  /**
   * Begins with 10 000 transactions, 200 a second, seed 1, no faults, and the engine's defaults.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings; what is not set keeps its default. Not thread-safe. */
  public static final class Builder {
    private long transactions = 10_000;
    private int rate = 200;
    private long seed = 1;
    private FaultPlan faults = FaultPlan.none();
    private Optional<String> runId = Optional.empty();
    private Duration window = Duration.ofMinutes(5);
    private Duration grace = Duration.ofSeconds(30);
    private Duration timestampTolerance = Duration.ofSeconds(5);
    private Duration legDelay = Duration.ofMillis(1_500);

    private Builder() {}

    /** Sets how many transactions; 0 to go on until stopped. */
    public Builder transactions(long value) {
      transactions = value;
      return this;
    }

    /** Sets the transactions per second; 0 for as many as possible. */
    public Builder rate(int value) {
      rate = value;
      return this;
    }

    /** Sets what decides everything but the times. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Sets the faults. */
    public Builder faults(FaultPlan value) {
      faults = value;
      return this;
    }

    /** Sets what transaction ids begin with. */
    public Builder runId(String value) {
      runId = Optional.of(value);
      return this;
    }

    /** Sets the engine's window. */
    public Builder window(Duration value) {
      window = value;
      return this;
    }

    /** Sets the engine's grace. */
    public Builder grace(Duration value) {
      grace = value;
      return this;
    }

    /** Sets the engine's timestamp tolerance. */
    public Builder timestampTolerance(Duration value) {
      timestampTolerance = value;
      return this;
    }

    /** Sets the longest time between the first and the last leg of a transaction. */
    public Builder legDelay(Duration value) {
      legDelay = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException with one line that names the first setting that is wrong
     */
    public SimulationSettings build() {
      return new SimulationSettings(
          transactions, rate, seed, faults, runId, window, grace, timestampTolerance, legDelay);
    }
  }
}
