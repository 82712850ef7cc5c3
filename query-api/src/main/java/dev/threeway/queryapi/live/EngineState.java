package dev.threeway.queryapi.live;

/** What the probes ask of the engine. Thread-safe. */
public interface EngineState {
  /** Whether the engine has been set up and started. */
  boolean isStarted();

  /** Whether the engine can go on without being restarted. */
  boolean isAlive();

  /** Whether the engine processes, or is about to after a rebalance. */
  boolean isReady();

  /** The state in one word, as Kafka Streams names it; {@code STARTING} before there is one. */
  String name();
}
