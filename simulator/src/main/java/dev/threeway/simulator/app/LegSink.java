package dev.threeway.simulator.app;

import dev.threeway.simulator.faults.Leg;
import java.time.Instant;
import java.util.function.Consumer;

/** Where legs go. Used by one thread at a time. */
public interface LegSink extends AutoCloseable {
  /**
   * Sends a leg; may return before it has arrived, and blocks while too many are on their way.
   *
   * @param confirmed is given the leg once it has arrived, perhaps by another thread
   * @throws SinkException if this leg or an earlier one could not be sent
   */
  void send(Leg leg, Consumer<Leg> confirmed);

  /**
   * Waits until every leg has arrived.
   *
   * @param lastDeadline when the last break of the run is due
   * @throws SinkException if some leg could not be sent
   */
  void finish(Instant lastDeadline);

  /** Gives up what has not arrived yet and frees everything. */
  @Override
  void close();
}
