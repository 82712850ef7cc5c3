package dev.threeway.sink.installer;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.sink.installer.ConnectClient.Answer;
import dev.threeway.sink.installer.ConnectorReport.Change;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts connectors into a running Kafka Connect. Installing again changes nothing but what differs,
 * and restarts what has failed. Safe for use by many threads.
 */
public final class ConnectInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectInstaller.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /** For how many looks in a row a failure has to be seen before it counts as more than passing. */
  private static final int LOOKS_AT_FAILURE = 5;

  private final ConnectClient connect;
  private final Duration patience;

  /**
   * An installer for one Connect cluster.
   *
   * @param address any worker of the cluster
   * @param patience how long the worker may take to answer, and after that the tasks to run
   */
  public ConnectInstaller(ConnectAddress address, Duration patience) {
    this.connect = new ConnectClient(address, REQUEST_TIMEOUT);
    this.patience = patience;
  }

  /**
   * Installs the connectors and waits until all their tasks run.
   *
   * @return how each connector is: not all of them run if a task fails, or the time is over
   * @throws InstallException if Connect does not answer in time, lacks a plugin, or does not accept
   *     a setting; nothing is installed then
   */
  public InstallReport install(ConnectorSet set) {
    JsonNode plugins = awaitPlugins();
    PreflightCheck check = new PreflightCheck(connect);
    check.requirePlugins(set, plugins);
    try {
      for (ConnectorConfig connector : set.connectors()) {
        check.requireValid(connector);
      }
      Map<String, Change> changes = new HashMap<>();
      for (ConnectorConfig connector : set.connectors()) {
        Change change = put(connector);
        LOG.info("connector {} {}", connector.name(), change);
        changes.put(connector.name(), change);
      }
      return awaitRunning(set, changes);
    } catch (IOException e) {
      throw notThere(e);
    }
  }

  /**
   * How connectors are, without waiting.
   *
   * @throws InstallException if Connect does not answer
   */
  public static InstallReport status(ConnectAddress address, List<String> names) {
    ConnectInstaller installer = new ConnectInstaller(address, Duration.ZERO);
    try {
      List<ConnectorReport> reports = new ArrayList<>();
      for (String name : names) {
        reports.add(StatusReader.read(installer.connect, name));
      }
      return new InstallReport(reports);
    } catch (IOException e) {
      throw installer.notThere(e);
    }
  }

  /**
   * Restarts what has failed of connectors, without waiting for it to run; what runs is left alone.
   * A JDBC sink's task fails, among others, when the database goes away in the middle of a batch.
   * It goes on from the last batch that was committed.
   *
   * @throws InstallException if Connect does not answer
   */
  public static void restartFailed(ConnectAddress address, List<String> names) {
    ConnectInstaller installer = new ConnectInstaller(address, Duration.ZERO);
    try {
      for (String name : names) {
        installer.restartFailed(name);
      }
    } catch (IOException e) {
      throw installer.notThere(e);
    }
  }

  private void restartFailed(String name) throws IOException {
    Answer answer =
        connect.post(
            "/connectors/%s/restart?includeTasks=true&onlyFailed=true"
                .formatted(ConnectClient.part(name)));
    if (!answer.isOk()) {
      LOG.warn("cannot restart connector {}: {}", name, answer.message());
    }
  }

  /**
   * Restarts one task, without waiting for it to run.
   *
   * @throws InstallException if Connect does not answer
   */
  public static void restartTask(ConnectAddress address, String connector, int task) {
    ConnectInstaller installer = new ConnectInstaller(address, Duration.ZERO);
    try {
      Answer answer =
          installer.connect.post(
              "/connectors/%s/tasks/%d/restart".formatted(ConnectClient.part(connector), task));
      if (!answer.isOk()) {
        LOG.warn("cannot restart task {} of {}: {}", task, connector, answer.message());
      }
    } catch (IOException e) {
      throw installer.notThere(e);
    }
  }

  private JsonNode awaitPlugins() {
    Deadline deadline = Deadline.in(patience);
    while (true) {
      InstallException failure;
      try {
        Answer answer = connect.get("/connector-plugins?connectorsOnly=false");
        if (answer.isOk() && answer.body().isArray()) {
          return answer.body();
        }
        failure =
            new InstallException(
                "what answers at %s is no Kafka Connect that is ready: %s"
                    .formatted(connect.address(), answer.message()));
        if (!answer.isForLater() && answer.status() != 404) {
          throw failure;
        }
      } catch (IOException e) {
        failure = notThere(e);
      }
      if (!deadline.pause()) {
        throw failure;
      }
    }
  }

  /** Creates or updates a connector, or restarts what has failed of one that is as it should be. */
  private Change put(ConnectorConfig connector) throws IOException {
    String path = "/connectors/" + ConnectClient.part(connector.name());
    Answer present = connect.get(path + "/config");
    if (present.isOk() && settings(present.body()).equals(complete(connector))) {
      restartFailed(connector.name());
      return Change.UNCHANGED;
    }
    Deadline deadline = Deadline.in(patience);
    while (true) {
      Answer answer = connect.put(path + "/config", connector.settings());
      if (answer.isOk()) {
        return present.isOk() ? Change.UPDATED : Change.CREATED;
      }
      if (!answer.isForLater() || !deadline.pause()) {
        throw new InstallException(
            "Kafka Connect at %s does not take %s: %s"
                .formatted(connect.address(), connector.name(), answer.message()));
      }
    }
  }

  private InstallReport awaitRunning(ConnectorSet set, Map<String, Change> changes)
      throws IOException {
    Deadline deadline = Deadline.in(patience);
    Map<String, Integer> failures = new HashMap<>();
    while (true) {
      List<ConnectorReport> reports = new ArrayList<>();
      boolean settled = true;
      for (ConnectorConfig connector : set.connectors()) {
        ConnectorReport report =
            StatusReader.read(connect, connector.name()).with(changes.get(connector.name()));
        reports.add(report);
        int looks = report.hasFailed() ? failures.merge(connector.name(), 1, Integer::sum) : 0;
        failures.put(connector.name(), looks);
        settled &=
            looks >= LOOKS_AT_FAILURE || (report.isRunning() && tasksHaveSettings(connector));
      }
      if (settled || !deadline.pause()) {
        return new InstallReport(reports);
      }
    }
  }

  /** Whether the tasks have been given the connector's settings, and not those before an update. */
  private boolean tasksHaveSettings(ConnectorConfig connector) throws IOException {
    Answer answer =
        connect.get("/connectors/%s/tasks".formatted(ConnectClient.part(connector.name())));
    if (!answer.isOk() || answer.body().isEmpty()) {
      return false;
    }
    for (JsonNode task : answer.body()) {
      if (!settings(task.path("config")).entrySet().containsAll(connector.settings().entrySet())) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> complete(ConnectorConfig connector) {
    Map<String, String> settings = new HashMap<>(connector.settings());
    settings.put("name", connector.name());
    return settings;
  }

  private static Map<String, String> settings(JsonNode node) {
    return JSON.convertValue(node, new TypeReference<Map<String, String>>() {});
  }

  private InstallException notThere(IOException cause) {
    String reason = cause.getMessage();
    return new InstallException(
        "Kafka Connect does not answer at %s (%s): start it, or give its right address"
            .formatted(
                connect.address(),
                reason == null ? cause.getClass().getSimpleName() : Lines.one(reason)),
        cause);
  }
}
