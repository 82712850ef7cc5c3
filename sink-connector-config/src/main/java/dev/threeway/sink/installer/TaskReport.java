package dev.threeway.sink.installer;

import java.util.Optional;

/**
 * How a task of a connector is.
 *
 * @param id its number within the connector
 * @param state as Connect names it: RUNNING, FAILED, PAUSED, UNASSIGNED, RESTARTING
 * @param worker the worker that has it, host:port
 * @param error the innermost cause of its failure in one line; empty unless it has FAILED
 */
public record TaskReport(int id, String state, String worker, Optional<String> error) {
  boolean isRunning() {
    return state.equals(ConnectorReport.RUNNING);
  }

  boolean hasFailed() {
    return state.equals(ConnectorReport.FAILED);
  }
}
