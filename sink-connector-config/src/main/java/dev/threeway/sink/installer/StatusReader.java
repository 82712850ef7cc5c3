package dev.threeway.sink.installer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.threeway.sink.installer.ConnectClient.Answer;
import dev.threeway.sink.installer.ConnectorReport.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads how a connector is. */
final class StatusReader {
  private StatusReader() {}

  /** How the connector is, as far as the worker knows by now. */
  static ConnectorReport read(ConnectClient connect, String name) throws IOException {
    Answer answer = connect.get("/connectors/%s/status".formatted(ConnectClient.part(name)));
    if (answer.status() == 404 || answer.isForLater()) {
      return new ConnectorReport(
          name, Change.NONE, ConnectorReport.ABSENT, Optional.empty(), List.of());
    }
    if (!answer.isOk()) {
      throw new InstallException(
          "Kafka Connect at %s does not tell the state of %s: %s"
              .formatted(connect.address(), name, answer.message()));
    }
    JsonNode connector = answer.body().path("connector");
    JsonNode supervised = connect.get("/threeway/sinks").body();
    List<TaskReport> tasks = new ArrayList<>();
    for (JsonNode task : answer.body().path("tasks")) {
      JsonNode watched = find(supervised, name, task.path("id").asInt());
      tasks.add(
          new TaskReport(
              task.path("id").asInt(),
              task.path("state").asText(),
              task.path("worker_id").asText(),
              error(task),
              watched.path("restarts").asLong(),
              watched.path("limit_reached").asBoolean(),
              watched.path("awaits_database").asBoolean()));
    }
    tasks.sort(Comparator.comparingInt(TaskReport::id));
    return new ConnectorReport(
        name, Change.NONE, connector.path("state").asText(), error(connector), tasks);
  }

  /** What the worker's supervisor knows of a task; a missing node where it has none. */
  private static JsonNode find(JsonNode supervised, String connector, int task) {
    for (JsonNode one : supervised) {
      if (one.path("connector").asText().equals(connector) && one.path("task").asInt() == task) {
        return one;
      }
    }
    return MissingNode.getInstance();
  }

  private static Optional<String> error(JsonNode part) {
    String trace = part.path("trace").asText("");
    return trace.isBlank() ? Optional.empty() : Optional.of(Lines.innermostCause(trace));
  }
}
