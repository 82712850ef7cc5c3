package dev.threeway.sink.supervisor;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a task is, and what has been done for it.
 *
 * @param connector its connector
 * @param task its number within the connector
 * @param state as Connect names it, such as RUNNING or FAILED
 * @param worker the worker that has it, host:port
 * @param restarts how often the supervisor of that worker has restarted it since the worker started
 * @param limitReached whether it has failed as often in a row as it is restarted without a long
 *     pause
 * @param awaitsDatabase whether it has failed and is not restarted before the database answers
 */
public record WatchedTask(
    String connector,
    int task,
    String state,
    String worker,
    long restarts,
    @JsonProperty("limit_reached") boolean limitReached,
    @JsonProperty("awaits_database") boolean awaitsDatabase) {}
