package dev.threeway.sink.installer;

import java.util.Optional;

/**
 * How a task of a connector is.
 *
 * @param id its number within the connector
 * @param state as Connect names it: RUNNING, FAILED, PAUSED, UNASSIGNED, RESTARTING
 * @param worker the worker that has it, host:port
 * @param error the innermost cause of its failure in one line; empty unless it has FAILED
 * @param restarts how often the worker's supervisor has restarted it; 0 where there is none
 * @param givenUp whether it has failed and the supervisor will not restart it again
 */
public record TaskReport(
    int id, String state, String worker, Optional<String> error, long restarts, boolean givenUp) {
  boolean isRunning() {
    return state.equals(ConnectorReport.RUNNING);
  }

  boolean hasFailed() {
    return state.equals(ConnectorReport.FAILED);
  }

  /** The task in a few words for people. */
  String line() {
    return "task %d %s%s%s"
        .formatted(id, state, error.map(e -> ": " + e).orElse(""), supervision());
  }

  private String supervision() {
    if (restarts == 0 && !givenUp) {
      return "";
    }
    return " (restarted %d times%s)".formatted(restarts, givenUp ? ", given up" : "");
  }
}
