package dev.threeway.sink.installer;

import dev.threeway.sink.installer.ConnectClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Sends sinks back to the beginning of their topics while everything else goes on. What they have
 * written already they write again, and the tables keep the newer of two versions.
 */
public final class SinkRewind {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  private final ConnectClient connect;
  private final Duration patience;

  /**
   * For one Connect cluster.
   *
   * @param address any worker of the cluster
   * @param patience how long each step may take for one connector
   */
  public SinkRewind(ConnectAddress address, Duration patience) {
    this.connect = new ConnectClient(address, REQUEST_TIMEOUT);
    this.patience = patience;
  }

  /**
   * Stops each connector, forgets its offsets and lets it go on.
   *
   * @param whileStopped is run once all are stopped, before any goes on; they go on also if it
   *     fails
   * @throws InstallException if Connect does not answer, or a step is not done in time; connectors
   *     that were stopped go on, some perhaps from where they were
   */
  public void rewind(List<String> names, Runnable whileStopped) {
    try {
      try {
        for (String name : names) {
          ask("stop", name);
        }
        for (String name : names) {
          awaitTasks(name, false);
        }
        whileStopped.run();
        for (String name : names) {
          forgetOffsets(name);
        }
      } finally {
        for (String name : names) {
          ask("resume", name);
        }
      }
      for (String name : names) {
        awaitTasks(name, true);
      }
    } catch (IOException e) {
      throw new InstallException(
          "Kafka Connect does not answer at %s (%s)".formatted(connect.address(), e.getMessage()),
          e);
    }
  }

  private void ask(String verb, String name) throws IOException {
    retry(
        "%s %s".formatted(verb, name),
        () -> connect.put("/connectors/%s/%s".formatted(ConnectClient.part(name), verb), Map.of()));
  }

  private void forgetOffsets(String name) throws IOException {
    retry(
        "reset the offsets of " + name,
        () -> connect.delete("/connectors/%s/offsets".formatted(ConnectClient.part(name))));
  }

  private void awaitTasks(String name, boolean running) throws IOException {
    Deadline deadline = Deadline.in(patience);
    while (true) {
      ConnectorReport report = StatusReader.read(connect, name);
      if (running ? report.isRunning() : report.tasks().isEmpty()) {
        return;
      }
      if (!deadline.pause()) {
        throw new InstallException(
            "Kafka Connect at %s does not %s %s: %s"
                .formatted(connect.address(), running ? "resume" : "stop", name, report.line()));
      }
    }
  }

  /** A request to the worker. */
  @FunctionalInterface
  private interface Request {
    Answer send() throws IOException;
  }

  /** A group that a task has just left is still busy for a moment. */
  private void retry(String what, Request request) throws IOException {
    Deadline deadline = Deadline.in(patience);
    while (true) {
      Answer answer = request.send();
      if (answer.isOk()) {
        return;
      }
      if (answer.status() == 404 || !deadline.pause()) {
        throw new InstallException(
            "Kafka Connect at %s does not %s: %s"
                .formatted(connect.address(), what, answer.message()));
      }
    }
  }
}
