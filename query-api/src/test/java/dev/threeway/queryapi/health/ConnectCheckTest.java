package dev.threeway.queryapi.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.threeway.queryapi.health.PartHealth.Item;
import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectCheckTest {
  private static final String STATUS =
      """
      {"results": {"status": {"connector": {"state": "RUNNING"},
        "tasks": [{"id": 0, "state": "RUNNING"}, {"id": 1, "state": "FAILED"},
          {"id": 2, "state": "FAILED"}]}}}
      """;
  private static final String SUPERVISED =
      """
      [{"connector": "results", "task": 0, "state": "RUNNING", "worker": "w:1", "restarts": 2,
        "limit_reached": false, "awaits_database": false},
       {"connector": "results", "task": 1, "state": "FAILED", "worker": "w:1", "restarts": 5,
        "limit_reached": true, "awaits_database": false},
       {"connector": "results", "task": 2, "state": "FAILED", "worker": "w:1", "restarts": 0,
        "limit_reached": false, "awaits_database": true}]
      """;

  private HttpServer worker;

  @BeforeEach
  void start() throws IOException {
    worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/connectors", STATUS);
    worker.start();
  }

  @AfterEach
  void stop() {
    worker.stop(0);
  }

  private void answer(String path, String json) {
    worker.createContext(
        path,
        exchange -> {
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private PartHealth look() throws Exception {
    return new ConnectCheck(
            "http://127.0.0.1:%d/".formatted(worker.getAddress().getPort()), TlsSettings.NONE)
        .look();
  }

  @Test
  void aTaskSaysHowOftenTheSupervisorHasRestartedItAndWhatItWaitsFor() throws Exception {
    answer("/threeway/sinks", SUPERVISED);

    PartHealth health = look();

    assertThat(health.status()).isEqualTo(Status.DOWN);
    assertThat(health.items())
        .containsExactly(
            new Item("results", Status.UP, "RUNNING"),
            new Item("results-0", Status.UP, "RUNNING", 2L),
            new Item(
                "results-1",
                Status.DOWN,
                "FAILED, its restarts in a row are used up: tried again every ten minutes",
                5L),
            new Item("results-2", Status.DOWN, "FAILED, restarted when the database answers", 0L));
  }

  @Test
  void onAWorkerWithoutASupervisorNobodyCounts() throws Exception {
    assertThat(look().items())
        .containsExactly(
            new Item("results", Status.UP, "RUNNING"),
            new Item("results-0", Status.UP, "RUNNING"),
            new Item("results-1", Status.DOWN, "FAILED"),
            new Item("results-2", Status.DOWN, "FAILED"));
  }
}
