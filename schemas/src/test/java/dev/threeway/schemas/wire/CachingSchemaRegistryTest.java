package dev.threeway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.TransactionEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachingSchemaRegistryTest {
  private final RegistryServer server = new RegistryServer();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final CachingSchemaRegistry registry =
      new CachingSchemaRegistry(
          new HttpSchemaRegistry(
              new RegistryTransport(
                  RegistrySettings.of(
                      new AvroSerdeConfig(
                          Map.of("schema.registry.url", server.url(), "max.retries", 0))),
                  RegistryTransport.Pauses.REAL,
                  bound -> 0)),
          nanos::get);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void anUnknownIdIsAskedForOnceInASecond() {
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> registry.schemaById(1)).isInstanceOf(UnknownSchemaException.class);
    }
    nanos.addAndGet(Duration.ofMillis(999).toNanos());
    assertThatThrownBy(() -> registry.schemaById(1)).isInstanceOf(UnknownSchemaException.class);
    assertThat(server.requests()).hasSize(1);

    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThatThrownBy(() -> registry.schemaById(1)).isInstanceOf(UnknownSchemaException.class);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void anIdThatBecomesKnownIsFoundAfterASecond() {
    assertThatThrownBy(() -> registry.schemaById(1)).isInstanceOf(UnknownSchemaException.class);
    server.registry.register("core_txns-value", TransactionEvent.getClassSchema());

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(registry.schemaById(1).getName()).isEqualTo("TransactionEvent");
  }

  @Test
  void thatARegistryWasUnreachableIsNotRemembered() {
    server.registry.register("core_txns-value", TransactionEvent.getClassSchema());
    server.failing(1, 503, 50301);
    assertThatThrownBy(() -> registry.schemaById(1))
        .isInstanceOf(RegistryUnreachableException.class);

    assertThat(registry.schemaById(1).getName()).isEqualTo("TransactionEvent");
  }
}
