package dev.threeway.sink.supervisor;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The tasks and their lag in the text format of Prometheus. */
final class SinkMetrics {
  private SinkMetrics() {}

  /**
   * The page.
   *
   * @param lag for each connector, how many offsets it has not committed yet
   */
  static String page(List<WatchedTask> tasks, Map<String, Long> lag) {
    StringBuilder page = new StringBuilder();
    family(
        page,
        "threeway_sink_task_running",
        "gauge",
        "1 if the task runs, else 0.",
        tasks,
        task -> task.state().equals("RUNNING") ? 1L : 0L);
    family(
        page,
        "threeway_sink_task_restarts_total",
        "counter",
        "How often the supervisor has restarted the task since its worker started.",
        tasks,
        WatchedTask::restarts);
    family(
        page,
        "threeway_sink_task_limit_reached",
        "gauge",
        "1 if the task has failed and its restarts in a row are used up, else 0.",
        tasks,
        task -> task.limitReached() ? 1L : 0L);
    family(
        page,
        "threeway_sink_task_awaits_database",
        "gauge",
        "1 if the task has failed and is not restarted before the database answers, else 0.",
        tasks,
        task -> task.awaitsDatabase() ? 1L : 0L);
    head(page, "threeway_sink_lag", "gauge", "Offsets that the sink has not committed yet.");
    lag.forEach(
        (connector, offsets) ->
            page.append("threeway_sink_lag{connector=\"%s\"} %d%n".formatted(connector, offsets)));
    return page.toString();
  }

  private static void family(
      StringBuilder page,
      String name,
      String type,
      String help,
      List<WatchedTask> tasks,
      Function<WatchedTask, Long> value) {
    head(page, name, type, help);
    tasks.forEach(
        task ->
            page.append(
                "%s{connector=\"%s\",task=\"%d\"} %d%n"
                    .formatted(name, task.connector(), task.task(), value.apply(task))));
  }

  private static void head(StringBuilder page, String name, String type, String help) {
    page.append("# HELP %1$s %2$s%n# TYPE %1$s %3$s%n".formatted(name, help, type));
  }
}
