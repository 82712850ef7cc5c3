package dev.threeway.queryapi.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

/** Parts that are not well; those that are stand in the tests on the real ones. */
class SystemHealthTest {
  /** A part of which the test says how it is. */
  private record Stub(String part, Look how) implements HealthCheck {
    private interface Look {
      PartHealth look() throws Exception;
    }

    @Override
    public PartHealth look() throws Exception {
      return how.look();
    }
  }

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aPartThatFailsOrHangsIsDownAndKeepsNoOtherFromBeingUp() {
    CountDownLatch never = new CountDownLatch(1);
    List<HealthCheck> checks =
        List.of(
            new Stub(
                "failing",
                () -> {
                  throw new IOException("java.net.secret");
                }),
            new Stub(
                "hanging",
                () -> {
                  never.await();
                  return null;
                }),
            new Stub("good", () -> up("good")));
    try (SystemHealth health = new SystemHealth(checks, nanos::get)) {
      assertThat(health.parts())
          .containsExactly(
              PartHealth.down("failing", "No answer."),
              PartHealth.down("hanging", "No answer within 3 s."),
              up("good"));
    }
  }

  @Test
  void whoAsksAgainWithinFiveSecondsIsToldTheSame() {
    AtomicInteger looks = new AtomicInteger();
    HealthCheck counted =
        new Stub(
            "counted",
            () -> {
              looks.incrementAndGet();
              return up("counted");
            });
    try (SystemHealth health = new SystemHealth(List.of(counted), nanos::get)) {
      health.parts();
      nanos.addAndGet(Duration.ofMillis(4_999).toNanos());
      health.parts();
      assertThat(looks).hasValue(1);

      nanos.addAndGet(Duration.ofMillis(1).toNanos());
      health.parts();
      assertThat(looks).hasValue(2);
    }
  }

  @Test
  void partsThatAreAwayAreDown() throws Exception {
    int port = closedPort();
    String address = "127.0.0.1:" + port;
    BrokerCheck brokers =
        new BrokerCheck(
            () -> Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address)));
    List<HealthCheck> checks =
        List.of(
            brokers,
            new RegistryCheck("http://" + address + "/apis, http://" + address, Map.of()),
            new ConnectCheck("http://" + address, TlsSettings.NONE),
            new NotConfigured("postgresql", "threeway.history.url"));
    try (brokers;
        SystemHealth health = new SystemHealth(checks, nanos::get)) {
      List<PartHealth> parts = health.parts();

      assertThat(parts)
          .extracting(PartHealth::part)
          .containsExactly("brokers", "registry", "connect", "postgresql");
      assertThat(parts)
          .extracting(PartHealth::status)
          .containsExactly(Status.DOWN, Status.DOWN, Status.DOWN, Status.NOT_CONFIGURED);
      assertThat(parts.get(1).items())
          .containsExactly(
              new PartHealth.Item("http://" + address + "/apis", Status.DOWN, "No answer"),
              new PartHealth.Item("http://" + address, Status.DOWN, "No answer"));
      assertThat(parts.get(3).detail()).isEqualTo("threeway.history.url is not set.");
    }
  }

  private static PartHealth up(String part) {
    return new PartHealth(part, Status.UP, "It runs.", List.of());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
