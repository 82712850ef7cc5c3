package dev.threeway.queryapi.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.history.HistorySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistoryCheckTest {
  @Test
  void aHistoryThatIsSwitchedOffIsNotConfigured() {
    PartHealth health = new HistoryCheck(History.off()).look();

    assertThat(health.status()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(health.detail()).isEqualTo("threeway.history.jdbc-url is not set.");
  }

  @Test
  void aDatabaseThatIsAwayIsDown() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    HistorySettings settings =
        new HistorySettings(
            "jdbc:postgresql://127.0.0.1:%d/none".formatted(closed),
            "nobody",
            null,
            2,
            Duration.ofSeconds(3),
            Duration.ofSeconds(3));
    try (History history = History.at(settings)) {
      PartHealth health = new HistoryCheck(history).look();

      assertThat(health.status()).isEqualTo(Status.DOWN);
      assertThat(health.detail())
          .isEqualTo(
              "The history's database cannot be reached at the moment; live resources go on.");
    }
  }
}
