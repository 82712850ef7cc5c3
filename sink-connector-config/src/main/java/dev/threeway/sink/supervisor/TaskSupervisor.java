package dev.threeway.sink.supervisor;

import dev.threeway.sink.installer.ConnectAddress;
import dev.threeway.sink.installer.ConnectInstaller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.health.ConnectorHealth;
import org.apache.kafka.connect.health.TaskState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the tasks of Threeway's connectors and restarts those that have failed on this worker;
 * the supervisors of other workers look after theirs. While the database does not answer, no
 * restart could help: none is made, so that an outage uses up no budget however long it lasts.
 * {@link #tasks} is safe for use by many threads; {@link #look} is for one.
 */
final class TaskSupervisor {
  private static final Logger LOG = LoggerFactory.getLogger(TaskSupervisor.class);
  private static final String RUNNING = "RUNNING";
  private static final String FAILED = "FAILED";

  private final ConnectClusterState cluster;
  private final ConnectAddress worker;
  private final Predicate<String> mine;
  private final BooleanSupplier database;
  private final int limit;
  private final InstantSource clock;
  private final Map<String, RestartBudget> budgets = new HashMap<>();
  private volatile List<WatchedTask> tasks = List.of();

  /**
   * A supervisor.
   *
   * @param cluster what the worker knows of the connectors
   * @param worker the worker's own REST interface
   * @param mine whether a connector of that name is looked after
   * @param database whether the database answers; asked when a restart is due
   * @param limit how many restarts a task is given in a row
   */
  TaskSupervisor(
      ConnectClusterState cluster,
      ConnectAddress worker,
      Predicate<String> mine,
      BooleanSupplier database,
      int limit,
      InstantSource clock) {
    this.cluster = cluster;
    this.worker = worker;
    this.mine = mine;
    this.database = database;
    this.limit = limit;
    this.clock = clock;
  }

  /** The tasks as they were at the last look. */
  List<WatchedTask> tasks() {
    return tasks;
  }

  /** Looks once, and restarts what is due. */
  void look() {
    List<WatchedTask> seen = new ArrayList<>();
    cluster.connectors().stream()
        .filter(mine)
        .sorted()
        .map(cluster::connectorHealth)
        .forEach(connector -> look(connector, seen));
    tasks = List.copyOf(seen);
  }

  private void look(ConnectorHealth connector, List<WatchedTask> seen) {
    Instant now = clock.instant();
    for (TaskState task : connector.tasksState().values()) {
      RestartBudget budget =
          budgets.computeIfAbsent(
              connector.name() + "-" + task.taskId(), name -> new RestartBudget(limit));
      boolean failed = task.state().equals(FAILED);
      boolean awaitsDatabase = false;
      if (task.state().equals(RUNNING)) {
        budget.sound(now);
      } else if (failed && isHere(task) && budget.failed(now)) {
        awaitsDatabase = !database.getAsBoolean();
        if (!awaitsDatabase) {
          budget.restarted();
          restart(connector, task, budget);
        }
      }
      seen.add(
          new WatchedTask(
              connector.name(),
              task.taskId(),
              task.state(),
              task.workerId(),
              budget.total(),
              failed && budget.isSpent(),
              awaitsDatabase));
    }
  }

  private void restart(ConnectorHealth connector, TaskState task, RestartBudget budget) {
    LOG.warn(
        "restarting task {} of {}, restart {}: {}",
        task.taskId(),
        connector.name(),
        budget.total(),
        task.traceMessage() == null ? "" : task.traceMessage().lines().findFirst().orElse(""));
    ConnectInstaller.restartTask(worker, connector.name(), task.taskId());
  }

  private boolean isHere(TaskState task) {
    return task.workerId().equals(worker.url().getHost() + ":" + worker.url().getPort());
  }
}
