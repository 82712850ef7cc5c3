package dev.threeway.sink.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.threeway.sink.installer.ConnectAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.health.ConnectorHealth;
import org.apache.kafka.connect.health.ConnectorState;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.health.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskSupervisorTest {
  private static final String OURS = "threeway-mismatches";
  private static final int LIMIT = 3;

  private final AtomicInteger restarts = new AtomicInteger();
  private final Map<Integer, String> states = new HashMap<>();
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private boolean databaseAnswers = true;
  private String taskWorker;
  private HttpServer worker;
  private TaskSupervisor supervisor;

  @BeforeEach
  void startWorker() throws IOException {
    worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.createContext(
        "/connectors/" + OURS + "/tasks/0/restart",
        exchange -> {
          restarts.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    worker.start();
    taskWorker = "127.0.0.1:" + worker.getAddress().getPort();
    supervisor =
        new TaskSupervisor(
            new Cluster(),
            ConnectAddress.of(URI.create("http://" + taskWorker)),
            OURS::equals,
            () -> databaseAnswers,
            LIMIT,
            () -> now);
  }

  @AfterEach
  void stopWorker() {
    worker.stop(0);
  }

  /** What Connect would tell: our connector, and one of somebody else's that has failed. */
  private final class Cluster implements ConnectClusterState {
    @Override
    public Collection<String> connectors() {
      return List.of("another", OURS);
    }

    @Override
    public ConnectorHealth connectorHealth(String name) {
      Map<Integer, TaskState> tasks = new HashMap<>();
      states.forEach(
          (id, state) ->
              tasks.put(
                  id,
                  new TaskState(
                      id, state, taskWorker, state.equals("FAILED") ? "it broke" : null)));
      return new ConnectorHealth(
          name, new ConnectorState("RUNNING", taskWorker, null), tasks, ConnectorType.SINK);
    }
  }

  /** Looks once a second. */
  private void looksFor(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      supervisor.look();
      now = now.plusSeconds(1);
    }
  }

  @Test
  void anOutageOfAnyLengthUsesUpNoRestartAndEndsWithOne() {
    states.put(0, "FAILED");
    databaseAnswers = false;

    looksFor(Duration.ofHours(9));

    assertThat(restarts).hasValue(0);
    assertThat(supervisor.tasks())
        .containsExactly(new WatchedTask(OURS, 0, "FAILED", taskWorker, 0, false, true));

    databaseAnswers = true;
    looksFor(Duration.ofSeconds(1));

    assertThat(restarts).hasValue(1);
    assertThat(supervisor.tasks())
        .containsExactly(new WatchedTask(OURS, 0, "FAILED", taskWorker, 1, false, false));
  }

  @Test
  void aTaskThatFailsAgainAndAgainIsSoonOnlyTriedEveryTenMinutes() {
    states.put(0, "FAILED");

    looksFor(Duration.ofMinutes(5));

    assertThat(restarts).hasValue(LIMIT);
    assertThat(supervisor.tasks())
        .containsExactly(new WatchedTask(OURS, 0, "FAILED", taskWorker, LIMIT, true, false));

    looksFor(Duration.ofMinutes(55));

    assertThat(restarts).as("within the hour").hasValue(LIMIT + 5);
  }

  @Test
  void aTaskThatRunsIsLeftAlone() {
    states.put(0, "RUNNING");

    looksFor(Duration.ofMinutes(1));

    assertThat(restarts).hasValue(0);
    assertThat(supervisor.tasks())
        .containsExactly(new WatchedTask(OURS, 0, "RUNNING", taskWorker, 0, false, false));
  }

  @Test
  void theTasksOfAnotherWorkerAreItsOwnSupervisorsCare() {
    states.put(0, "FAILED");
    taskWorker = "elsewhere:8083";

    looksFor(Duration.ofMinutes(1));

    assertThat(restarts).hasValue(0);
    assertThat(supervisor.tasks())
        .containsExactly(new WatchedTask(OURS, 0, "FAILED", "elsewhere:8083", 0, false, false));
  }
}
