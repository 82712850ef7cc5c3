package dev.threeway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Kafka Streams hands one serde to all of its threads. */
class SharedSerdeTest {
  private static final int THREADS = 4;
  private static final int RECORDS = 5_000;

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerializer<TransactionEvent> serializer = new AvroSerializer<>(registry);
  private final AvroDeserializer<TransactionEvent> deserializer =
      new AvroDeserializer<>(registry, TransactionEvent.class);

  @Test
  void threadsThatShareASerdeDoNotDisturbOneAnother() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier together = new CyclicBarrier(THREADS);
      List<Future<Integer>> wrong = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        Callable<Integer> roundTrips =
            () -> {
              together.await();
              return wrongRoundTrips(number);
            };
        wrong.add(pool.submit(roundTrips));
      }
      for (Future<Integer> each : wrong) {
        assertThat(each.get()).isZero();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private int wrongRoundTrips(int thread) {
    int wrong = 0;
    for (int i = 0; i < RECORDS; i++) {
      TransactionEvent event = event("T-%d-%d".formatted(thread, i) + "x".repeat(thread * 7));
      byte[] bytes = serializer.serialize("core_txns", event);
      if (!event.equals(deserializer.deserialize("core_txns", bytes))) {
        wrong++;
      }
    }
    return wrong;
  }

  private static TransactionEvent event(String txnId) {
    return TransactionEvent.newBuilder()
        .setEventId("E-" + txnId)
        .setTxnId(txnId)
        .setSource(Source.CORE)
        .setAmount(new BigDecimal("100.0000"))
        .setCurrency("USD")
        .setStatus(TransactionStatus.SUCCESS)
        .setEventTime(Instant.EPOCH)
        .setAccountId("A-" + txnId)
        .build();
  }
}
