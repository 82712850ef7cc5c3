package dev.threeway.sink.installer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a task of a connector is.
 *
 * @param id its number within the connector
 * @param state as Connect names it: RUNNING, FAILED, PAUSED, UNASSIGNED, RESTARTING
 * @param worker the worker that has it, host:port
 * @param error the innermost cause of its failure in one line; empty unless it has FAILED
 * @param restarts how often the worker's supervisor has restarted it; 0 where there is none
 * @param limitReached whether it has failed and its restarts in a row are used up: it is only tried
 *     once in a long while
 * @param awaitsDatabase whether it has failed and is not restarted before the database answers
 */
public record TaskReport(
    int id,
    String state,
    String worker,
    Optional<String> error,
    long restarts,
    boolean limitReached,
    boolean awaitsDatabase) {
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
    List<String> parts = new ArrayList<>();
    if (restarts > 0) {
      parts.add("restarted %d times".formatted(restarts));
    }
    if (limitReached) {
      parts.add("its restarts in a row are used up");
    }
    if (awaitsDatabase) {
      parts.add("waits for the database");
    }
    return parts.isEmpty() ? "" : " (%s)".formatted(String.join(", ", parts));
  }
}
