package dev.threeway.sink.installer;

import com.fasterxml.jackson.databind.JsonNode;
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
    List<TaskReport> tasks = new ArrayList<>();
    for (JsonNode task : answer.body().path("tasks")) {
      tasks.add(
          new TaskReport(
              task.path("id").asInt(),
              task.path("state").asText(),
              task.path("worker_id").asText(),
              error(task)));
    }
    tasks.sort(Comparator.comparingInt(TaskReport::id));
    return new ConnectorReport(
        name, Change.NONE, connector.path("state").asText(), error(connector), tasks);
  }

  private static Optional<String> error(JsonNode part) {
    String trace = part.path("trace").asText("");
    return trace.isBlank() ? Optional.empty() : Optional.of(Lines.innermostCause(trace));
  }
}
