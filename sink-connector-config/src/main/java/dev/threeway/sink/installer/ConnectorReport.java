package dev.threeway.sink.installer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a connector is.
 *
 * @param name the connector's name
 * @param change what the installation did to it
 * @param state as Connect names it, or {@link #ABSENT}
 * @param error the innermost cause of its failure in one line; empty unless it has FAILED
 * @param tasks its tasks in order
 */
public record ConnectorReport(
    String name, Change change, String state, Optional<String> error, List<TaskReport> tasks) {
  /** The state of a connector that Connect does not have, or has not started yet. */
  public static final String ABSENT = "ABSENT";

  static final String RUNNING = "RUNNING";
  static final String FAILED = "FAILED";

  /** What an installation did to a connector. */
  public enum Change {
    /** It was not there before. */
    CREATED,
    /** Its configuration was another one. */
    UPDATED,
    /** It was there with this configuration. */
    UNCHANGED,
    /** Nothing was installed: the report only tells how it is. */
    NONE
  }

  public ConnectorReport {
    tasks = List.copyOf(tasks);
  }

  /** Whether the connector and all its tasks run, and it has a task. */
  public boolean isRunning() {
    return state.equals(RUNNING)
        && !tasks.isEmpty()
        && tasks.stream().allMatch(TaskReport::isRunning);
  }

  boolean hasFailed() {
    return state.equals(FAILED) || tasks.stream().anyMatch(TaskReport::hasFailed);
  }

  ConnectorReport with(Change made) {
    return new ConnectorReport(name, made, state, error, tasks);
  }

  /** The connector in one line for people. */
  public String line() {
    String line =
        tasks.stream()
            .map(task -> ", " + task.line())
            .collect(
                Collectors.joining(
                    "", "%s %s%s".formatted(name, state, error.map(e -> ": " + e).orElse("")), ""));
    return change == Change.NONE
        ? line
        : "%s (%s)".formatted(line, change.name().toLowerCase(java.util.Locale.ROOT));
  }
}
