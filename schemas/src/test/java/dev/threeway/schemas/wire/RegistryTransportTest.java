package dev.threeway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryTransportTest {
  private final RegistryServer server = new RegistryServer().failing(99, 503, 50301);
  private final RecordedPauses pauses = new RecordedPauses();

  @AfterEach
  void stopServer() {
    server.close();
    assertThat(Thread.interrupted()).as("interrupted").isFalse();
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    assertUnreachable(transport(RegistryTransportTest::largest, Map.of("max.retries", 5)));

    assertThat(pauses.millis).containsExactly(200L, 400L, 800L, 1000L, 1000L);
    assertThat(server.requests()).hasSize(6);
  }

  @Test
  void pausesAreSpreadOverTheirUpperHalf() {
    assertUnreachable(transport(bound -> 0, Map.of()));

    assertThat(pauses.millis).containsExactly(100L, 200L, 400L);
  }

  @Test
  void theTimeOfOneCallEndsTheRetriesEarly() {
    RegistryTransport transport =
        transport(
            RegistryTransportTest::largest,
            Map.of("max.retries", 50, "threeway.registry.call.timeout.ms", 1500));

    assertUnreachable(transport);

    assertThat(pauses.millis).containsExactly(200L, 400L, 800L);
  }

  @Test
  void aPauseThatIsInterruptedEndsTheCall() {
    Thread.currentThread().interrupt();
    RegistryTransport transport =
        new RegistryTransport(
            settings(Map.of()), RegistryTransport.Pauses.REAL, RegistryTransportTest::largest);

    assertThatThrownBy(() -> transport.call("GET", "/schemas/ids/1", Optional.empty()))
        .isInstanceOf(InterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static long largest(long bound) {
    return bound - 1;
  }

  private static void assertUnreachable(RegistryTransport transport) {
    assertThatThrownBy(() -> transport.call("GET", "/schemas/ids/1", Optional.empty()))
        .isInstanceOf(RegistryUnreachableException.class);
  }

  private RegistryTransport transport(LongUnaryOperator random, Map<String, Object> settings) {
    return new RegistryTransport(settings(settings), pauses, random);
  }

  private RegistrySettings settings(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("schema.registry.url", server.url());
    return RegistrySettings.of(new AvroSerdeConfig(settings));
  }

  /** Time that passes in pauses alone. */
  private static final class RecordedPauses implements RegistryTransport.Pauses {
    private final List<Long> millis = new ArrayList<>();
    private long nanos;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public void sleep(Duration pause) {
      millis.add(pause.toMillis());
      nanos += pause.toNanos();
    }
  }
}
